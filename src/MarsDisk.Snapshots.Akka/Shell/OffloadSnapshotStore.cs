using System.Runtime.Serialization;
using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Akka;

/// <summary>
/// The snapshot store through which any persistent actor keeps snapshots of any length
/// (<c>docs/operating/akka-snapshots.md</c>). It translates; what is done, <see cref="SnapshotStoreCore"/> does.
/// </summary>
public sealed class OffloadSnapshotStore : TokenSnapshotStore
{
    private readonly ActorSystem _system;
    private readonly PluginSettings _settings;
    private readonly SnapshotStoreCore _core;
    private readonly ILoggingAdapter _log;

    /// <summary>Made by the runtime, with the settings of its section.</summary>
    /// <exception cref="SnapshotOptionsException">The settings cannot be used; one message lists every problem.</exception>
    public OffloadSnapshotStore()
    {
        _system = Context.System;
        _log = Context.GetLogger();
        (_settings, _core) = PluginCores.Of(_system, Self.Path, _log);
    }

    /// <inheritdoc/>
    protected override bool ReceivePluginInternal(object message)
    {
        switch (message)
        {
            case SaveSnapshotSuccess { Metadata: var saved }:
                _core.Confirm(saved.PersistenceId, saved.SequenceNr, saved.Timestamp.Ticks);
                return true;
            case SaveSnapshotFailure { Metadata: var failed }:
                _core.Disown(failed.PersistenceId, failed.SequenceNr, TicksOf(failed.Timestamp));
                return true;
            default:
                return false;
        }
    }

    private protected override Task Save(SnapshotMetadata metadata, object snapshot, CancellationToken cancellation)
    {
        var ticket = _core.NextTicket();
        var request = new SaveRequest(metadata.PersistenceId, metadata.SequenceNr, metadata.Timestamp.Ticks, ticket) { IsConfirmed = true };
        if (snapshot is SnapshotPayloadHandle placed)
            return _core.SaveAsync(request with { WriteId = placed.WriteId }, placed, cancellation);
        if (RefusalOf(PluginRuntime.IsRemote(Sender)) is { } refusal)
            return Task.FromException(refusal);
        if (snapshot is StreamedSnapshot streamed)
            return _core.SaveAsync(request with { WriteId = streamed.WriteId, Captured = TellCaptured(Sender, Self) }, streamed.Source, cancellation);
        if (snapshot is ISnapshotSource source)
            return _core.SaveAsync(request, source, cancellation);

        var written = new ObjectSource(_system, snapshot, _settings.Serializer);
        return written.IsArray
            ? ExplainedAsync(_core.SaveAsync(request with { MaxBodyBytes = _settings.MaxFallbackBytes }, written, cancellation))
            : _core.SaveAsync(request, written, cancellation);
    }

    private protected override async Task<SelectedSnapshot?> Load(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellation)
    {
        try
        {
            return _settings.Offer == SnapshotOfferMode.Handle
                ? await OfferHandleAsync(persistenceId, SelectionOf(criteria), cancellation).ConfigureAwait(false)
                : await MaterializeAsync(persistenceId, SelectionOf(criteria), cancellation).ConfigureAwait(false);
        }
        catch (SnapshotStoreException error) when (_settings.SnapshotIsOptional && error.Status != SnapshotStatus.Cancelled)
        {
            _log.Warning("The snapshot of {0} cannot be loaded; it recovers from its events alone (snapshot-is-optional). {1}", persistenceId, error.Message);
            return null;
        }
    }

    private protected override Task Delete(SnapshotMetadata metadata, CancellationToken cancellation) =>
        _core.DeleteOneAsync(metadata.PersistenceId, metadata.SequenceNr, TicksOf(metadata.Timestamp), cancellation);

    private protected override Task Delete(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellation) =>
        _core.DeleteManyAsync(persistenceId, SelectionOf(criteria), cancellation);

    // The least time stands for any.
    private static long? TicksOf(DateTime timestamp) => timestamp.Ticks == DateTime.MinValue.Ticks ? null : timestamp.Ticks;

    private static SnapshotSelection SelectionOf(SnapshotSelectionCriteria criteria) => new(
        criteria.MaxSequenceNr, criteria.MinSequenceNr, criteria.MaxTimeStamp.Ticks, criteria.MinTimestamp?.Ticks ?? 0);

    private static SnapshotMetadata MetadataOf(string persistenceId, SnapshotStateRecord record) =>
        new(persistenceId, record.Position.Sequence, new DateTime(record.Position.TimestampTicks, DateTimeKind.Utc));

    private static Action<SnapshotProgress> TellCaptured(IActorRef actor, IActorRef store) =>
        captured => actor.Tell(new SnapshotCaptured(captured.WriteId, captured.BodyBytes, captured.Elapsed), store);

    private async Task<SelectedSnapshot?> OfferHandleAsync(string persistenceId, SnapshotSelection selection, CancellationToken cancellation)
    {
        var loaded = await _core.LoadAsync(persistenceId, selection, cancellation).ConfigureAwait(false);
        if (loaded is null)
            return null;
        await loaded.DisposeAsync().ConfigureAwait(false);
        return new SelectedSnapshot(MetadataOf(persistenceId, loaded.Record), new OffloadedSnapshot(_core, loaded.Record));
    }

    private async Task<SelectedSnapshot?> MaterializeAsync(string persistenceId, SnapshotSelection selection, CancellationToken cancellation)
    {
        try
        {
            var sink = new ObjectSink(_system, OffloadSnapshots.FormatsOf(_system), _settings.MaxFallbackBytes);
            var restored = await _core.RestoreAsync(persistenceId, selection, sink, cancellation).ConfigureAwait(false);
            return restored is { Record: { } record, State: { } state } ? new SelectedSnapshot(MetadataOf(persistenceId, record), state) : null;
        }
        catch (SnapshotStoreException error) when (error.InnerException is SerializationException or TypeLoadException)
        {
            throw new SnapshotStoreException(SnapshotStatus.Incompatible, SnapshotCodes.DecodeType, error.InnerException.Message, error.InnerException);
        }
    }

    /// <summary>Why an object is not taken from a sender; a handle is taken from anybody.</summary>
    internal static SnapshotStoreException? RefusalOf(bool isRemote) => !isRemote
        ? null
        : new SnapshotStoreException(
            SnapshotStatus.TooLarge, SnapshotCodes.StateTooLarge,
            "The sender is in another process, and a snapshot must not travel in a message. Place it there and save its handle.");

    private async Task ExplainedAsync(Task save)
    {
        try
        {
            await save.ConfigureAwait(false);
        }
        catch (SnapshotStoreException error) when (error.Status == SnapshotStatus.TooLarge)
        {
            throw new SnapshotStoreException(
                SnapshotStatus.TooLarge, error.Code,
                $"{error.Message} An object whose serializer needs one array may have max-fallback-bytes ({_settings.MaxFallbackBytes}); "
                + "implement ISnapshotSource, or IStreamSnapshotSerializer in its serializer.", error);
        }
    }
}
