using MarsDisk.Hosting.Offload;

namespace MarsDisk.Hosting.Daemon.Api;

/// <summary>The offload of a daemon in answers.</summary>
internal sealed class OffloadView(DaemonNode node, OffloadService? offload)
{
    /// <summary>Its members; null: nothing is offloaded, or its actor does not answer.</summary>
    public async Task<IReadOnlyDictionary<string, object?>?> MembersAsync() =>
        offload is not null && await node.OffloadStatusAsync() is { } status ? offload.Describe(status) : null;
}
