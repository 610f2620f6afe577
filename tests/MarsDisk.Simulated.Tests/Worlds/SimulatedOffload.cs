using MarsDisk.Actors.Offload;
using MarsDisk.Journal.Files;
using MarsDisk.Simulated.Faults;
using MarsDisk.Snapshots;

namespace MarsDisk.Simulated.Worlds;

/// <summary>A target on the simulated disk, which refuses copies when told so.</summary>
internal sealed class SimulatedOffload(IDisk disk, DiskTrouble trouble) : IOffloadTarget
{
    /// <summary>Where the copies are.</summary>
    public const string Root = "/target";

    private readonly OffloadDirectory _directory = new(Root, disk);

    public string Name => _directory.Name;

    public SnapshotOutcome<OffloadReceipt> Persist(OffloadTask task, Action<SnapshotProgressKind> passed, CancellationToken cancellation)
    {
        if (trouble.FailingCopies > 0)
        {
            trouble.FailingCopies--;
            return Unavailable("The target does not answer.");
        }
        passed(SnapshotProgressKind.Captured);
        try
        {
            _directory.Copy(task.File.Run, task.File.File, task.File.Source);
        }
        catch (IOException error)
        {
            return Unavailable(error.Message);
        }
        passed(SnapshotProgressKind.Placed);
        return SnapshotOutcome.Ok(new OffloadReceipt(Name, task.File.File.Sha256, Revision: 1));
    }

    private static SnapshotOutcome<OffloadReceipt> Unavailable(string message) =>
        SnapshotOutcome.Failed<OffloadReceipt>(SnapshotStatus.Unavailable, SnapshotStage.Place, "", message, isTransient: true);
}
