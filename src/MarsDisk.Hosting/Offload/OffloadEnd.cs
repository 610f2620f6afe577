using MarsDisk.Actors.Messages;
using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Actors;

namespace MarsDisk.Hosting.Offload;

/// <summary>The end of a node whose runs are done: what is on its way to the target still gets there.</summary>
internal static class OffloadEnd
{
    private const string Late = "the last copy to the offload target did not end in time; the run directory is complete.";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Waits for the last copies as long as the settings say; what is left is told, and copied by the next attempt.</summary>
    public static async Task DrainOffloadAsync(this ActorHost host, SnapshotIoSection io, Action<string> log)
    {
        if (!SnapshotSettings.NamesTarget(io))
            return;
        var time = io.Time("drain");
        try
        {
            var drained = await host.Node.Ask<OffloadDrained>(new DrainOffload(time), time + Patience);
            var status = await host.Node.Ask<OffloadStatus>(new GetOffloadStatus(), Patience);
            if (status.LastError is { } trouble)
                log($"the newest state is not at the offload target: {trouble.Message} marsdisk resume DIR offers it again.");
            else if (drained.Left > 0)
                log(Late);
        }
        catch (Exception late) when (late is TimeoutException or TaskCanceledException or AskTimeoutException)
        {
            log(Late);
        }
    }
}
