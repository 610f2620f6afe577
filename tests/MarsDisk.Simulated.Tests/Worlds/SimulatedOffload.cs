using MarsDisk.Actors.Offload;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Files;
using MarsDisk.Simulated.Faults;
using MarsDisk.Storage.Offload;

namespace MarsDisk.Simulated.Worlds;

/// <summary>The product's offload directory, which refuses copies when told so.</summary>
internal sealed class SimulatedOffload(IDisk disk, DiskTrouble trouble) : IOffloadTarget
{
    /// <summary>Where the copies are.</summary>
    public const string Root = "/target";

    private readonly OffloadDirectory _directory = new(Root, disk);

    public string Name => _directory.Name;

    public void Copy(RunId run, StateFile file, string source)
    {
        if (trouble.FailingCopies > 0)
        {
            trouble.FailingCopies--;
            throw new IOException("The target does not answer.");
        }
        _directory.Copy(run, file, source);
    }
}
