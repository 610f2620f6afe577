using System.Collections.Immutable;
using MarsDisk.Actors.Node;
using MarsDisk.Hosting.Actors;
using MarsDisk.Simulated.Faults;

namespace MarsDisk.Simulated.Worlds;

/// <summary>The product's journal plugin, which rejects an event when told so.</summary>
internal sealed class SimulatedJournal(OpenRuns runs, IWorkLine line, DiskTrouble trouble) : FileJournal(runs, line)
{
    protected override Task<IImmutableList<Exception?>?> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        if (!trouble.RejectsAppend)
            return base.WriteMessagesAsync(messages, cancellationToken);
        trouble.RejectsAppend = false;
        return Task.FromResult<IImmutableList<Exception?>?>([.. messages.Select(_ => (Exception?)new NotSupportedException("rejected by the script"))]);
    }
}
