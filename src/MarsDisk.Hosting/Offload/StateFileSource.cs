using MarsDisk.Actors.Offload;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.Container;

namespace MarsDisk.Hosting.Offload;

/// <summary>
/// The state within a file of a run directory. The file is a container already: its body is taken out and checked, so that
/// the target's own container holds it, with the target's compression.
/// </summary>
/// <param name="file">The file, open: it may be deleted meanwhile, because newer states are committed. Stays open.</param>
/// <param name="bytes">Its length.</param>
internal sealed class StateFileSource(Stream file, long bytes) : ISnapshotSource
{
    public string ContentType => "application/octet-stream";

    public string PayloadType => RunSeries.StateType;

    public int PayloadVersion => 1;

    public SnapshotMutability Mutability => SnapshotMutability.Immutable;

    public long? EstimatedBodyBytes => bytes;

    public async ValueTask WriteBodyAsync(Stream body, CancellationToken cancellation)
    {
        file.Position = 0;
        using var state = new ContainerReadStream(file);
        await state.CopyToAsync(body, cancellation);
    }
}
