using MarsDisk.Configuration.Node;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Running;

namespace MarsDisk.Cli.Running;

/// <summary>Upper bounds of what a run may take here.</summary>
/// <param name="Wall">Wall time; null: any.</param>
/// <param name="Threads">Busy threads; null: as many as there are cores.</param>
/// <param name="Memory">Size of all buffers as text; null: node.memory-limit, or half of what the process may use.</param>
/// <param name="Node">Settings of this process.</param>
internal sealed record RunLimits(WallLimits? Wall, int? Threads, string? Memory, NodeConfiguration Node)
{
    /// <summary>Bounds the threads of a run and compares its buffers with the memory; nothing is allocated before.</summary>
    /// <returns>The refusal; null when the run fits.</returns>
    public RunTarget.Refused? Bound(PreparedRun prepared)
    {
        if (Threads is { } threads)
            prepared.ThreadsMax = threads;
        prepared.BuffersWhileStreaming = (int)Node.Pipeline.Buffers;
        return MemoryLimit.Refuses(prepared, Memory, Node.Node.MemoryLimit) is { } refusal ? new RunTarget.Refused(refusal, ExitCodes.Unusable) : null;
    }
}
