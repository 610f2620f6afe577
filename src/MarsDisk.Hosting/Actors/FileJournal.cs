using System.Collections.Immutable;

using MarsDisk.Actors.Node;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Records;

namespace MarsDisk.Hosting.Actors;

/// <summary>
/// The journal plugin: each persistent actor's events lie in the journal file of its run. Appends and syncs happen on
/// the line of the journal.
/// </summary>
internal class FileJournal(OpenRuns runs, IWorkLine line) : AsyncWriteJournal
{
    public override Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
        Action<IPersistentRepresentation> recoveryCallback) => line.Run(() =>
        {
            var replayed = 0L;
            foreach (var record in runs.Journal(persistenceId, isReplayed: true).Contents.Records)
            {
                if (record.Sequence < fromSequenceNr || record.Sequence > toSequenceNr || replayed == max)
                    continue;
                recoveryCallback(new Persistent(Decode(record), record.Sequence, persistenceId, record.Manifest));
                replayed++;
            }

            return replayed;
        });

    public override Task<long> ReadHighestSequenceNrAsync(
        string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        line.Run(() => runs.Journal(persistenceId).LastSequence);

    protected override Task<IImmutableList<Exception?>?> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken) => line.Run(() =>
        {
            var answers = ImmutableList.CreateBuilder<Exception?>();
            foreach (var write in messages)
                answers.Add(Append(write));
            return (IImmutableList<Exception?>?)answers.ToImmutable();
        });

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken) => line.Run(() =>
    {
        var journal = runs.Journal(persistenceId);
        if (!journal.MayBeShortened)
            throw new NotSupportedException("The journal of a run keeps every event.");
        journal.DropBefore(toSequenceNr + 1);
        return toSequenceNr;
    });

    // Several records cannot be torn together, so a unit of several events is rejected.
    private NotSupportedException? Append(AtomicWrite write)
    {
        if (write.Size != 1)
            return new NotSupportedException("The journal of a run takes one event at a time.");

        var written = ((IImmutableList<IPersistentRepresentation>)write.Payload)[0];
        var journal = runs.Journal(write.PersistenceId);
        if (written.Payload is IScenarioEvent scenario)
            journal.Append(journal.LastSequence + 1, ScenarioEventCodec.ManifestOf(scenario), ScenarioEventCodec.Encode(scenario));
        else
            journal.Append((IRunEvent)written.Payload);
        return null;
    }

    private static object Decode(JournalRecord record) => record.Manifest.StartsWith(ScenarioEventCodec.Prefix, StringComparison.Ordinal)
        ? ScenarioEventCodec.Decode(record.Manifest, record.Payload.Span)
        : record.ToRunEvent();
}
