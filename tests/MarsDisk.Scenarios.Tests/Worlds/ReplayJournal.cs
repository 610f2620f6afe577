using System.Collections.Immutable;

using MarsDisk.Actors.Node;
using MarsDisk.Hosting.Actors;

namespace MarsDisk.Scenarios.Worlds;

/// <summary>A time during which a journal takes nothing.</summary>
/// <param name="Journal">Begin of the persistence ids that are meant.</param>
/// <param name="From">Virtual time of its begin.</param>
/// <param name="Until">Virtual time of its end.</param>
/// <param name="Rejects">Whether events are rejected one by one; else every write fails.</param>
internal sealed record JournalOutage(string Journal, TimeSpan From, TimeSpan Until, bool Rejects);

/// <summary>The product's journal plugin: tells what it is given, and takes nothing while it is out of order.</summary>
internal sealed class ReplayJournal(OpenRuns runs, IWorkLine line, ReplayProcess process) : FileJournal(runs, line)
{
    protected override Task<IImmutableList<Exception?>?> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var writes = messages.ToList();
        var outage = process.Outage is { } planned && writes.Exists(write => write.PersistenceId.StartsWith(planned.Journal, StringComparison.Ordinal))
            && process.Now >= planned.From && process.Now < planned.Until ? planned : null;
        foreach (var written in writes.SelectMany(write => (IImmutableList<IPersistentRepresentation>)write.Payload))
            process.Transcript.Persisted(process.Now, written.PersistenceId, written.Payload, outage is not null);
        return outage switch
        {
            null => base.WriteMessagesAsync(writes, cancellationToken),
            { Rejects: true } => Task.FromResult<IImmutableList<Exception?>?>([.. writes.Select(_ => (Exception?)new IOException("The journal takes nothing."))]),
            _ => Task.FromException<IImmutableList<Exception?>?>(new IOException("The journal does not answer.")),
        };
    }
}
