using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace MarsDisk.Runtime.Persistence;

/// <summary>
/// The actor in front of a journal. Requests arrive as messages, so the writes of one actor begin in the order of
/// its calls; an actor has at most one write under way.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "An actor ends with PostStop, which disposes the token source.")]
public abstract class AsyncWriteJournal : ActorBase
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>
    /// Gives the events <paramref name="fromSequenceNr"/>…<paramref name="toSequenceNr"/> (inclusive), at most
    /// <paramref name="max"/>, to <paramref name="recoveryCallback"/> in order. A task that fails fails the recovery.
    /// </summary>
    public abstract Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
        Action<IPersistentRepresentation> recoveryCallback);

    /// <summary>The highest number ever written, deleted events included; 0 without any.</summary>
    public abstract Task<long> ReadHighestSequenceNrAsync(
        string persistenceId, long fromSequenceNr, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the units in order. The task fails if something may or may not have been written. A list with an
    /// exception for a unit (null for the others) rejects it; null or an empty list means that all were written.
    /// </summary>
    protected abstract Task<IImmutableList<Exception?>?> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken);

    /// <summary>Deletes the events up to a number, inclusive.</summary>
    protected abstract Task DeleteMessagesToAsync(
        string persistenceId, long toSequenceNr, CancellationToken cancellationToken);

    /// <summary>Messages of the plugin to itself; false if there is no rule.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    /// <inheritdoc/>
    protected sealed override bool Receive(object message)
    {
        switch (message)
        {
            case WriteMessages write: _ = Write(write, _stopping.Token); return true;
            case ReplayMessages replay: _ = Replay(replay, Context, _stopping.Token); return true;
            case DeleteMessagesTo delete: Delete(delete, _stopping.Token); return true;
            default: return ReceivePluginInternal(message);
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        base.PostStop();
    }

    private async Task Write(WriteMessages write, CancellationToken cancellationToken)
    {
        object reply;
        try
        {
            var rejections = await WriteMessagesAsync(write.Units, cancellationToken).ConfigureAwait(false);
            reply = rejections is { Count: > 0 } && rejections.Count != write.Units.Length
                ? new WriteFailed(new InvalidOperationException(
                    $"The journal answered {rejections.Count} results for {write.Units.Length} writes."))
                : new WriteDone(rejections);
        }
        catch (Exception error)
        {
            reply = new WriteFailed(error);
        }
        write.ReplyTo.Send(reply);
    }

    private async Task Replay(ReplayMessages replay, IActorContext context, CancellationToken cancellationToken)
    {
        object reply;
        try
        {
            var highest = await ReadHighestSequenceNrAsync(
                replay.PersistenceId, replay.FromSequenceNr - 1, cancellationToken).ConfigureAwait(false);
            if (replay.FromSequenceNr <= highest)
            {
                await ReplayMessagesAsync(context, replay.PersistenceId, replay.FromSequenceNr, highest, long.MaxValue,
                    persistent => replay.ReplyTo.Send(new Replayed(persistent))).ConfigureAwait(false);
            }
            reply = new ReplayDone(highest);
        }
        catch (Exception error)
        {
            reply = new ReplayFailed(error);
        }
        replay.ReplyTo.Send(reply);
    }

    private void Delete(DeleteMessagesTo delete, CancellationToken cancellationToken) =>
        _ = Started(() => DeleteMessagesToAsync(delete.PersistenceId, delete.ToSequenceNr, cancellationToken)).PipeTo(Sender, Self,
            success: () => new DeleteMessagesSuccess(delete.ToSequenceNr),
            failure: error => new DeleteMessagesFailure(error, delete.ToSequenceNr));

    // A plugin that throws before its first await has failed like any other.
    private static async Task Started(Func<Task> work) => await work().ConfigureAwait(false);
}
