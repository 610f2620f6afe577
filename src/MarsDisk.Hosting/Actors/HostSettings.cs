using MarsDisk.Actors.Node;
using MarsDisk.Configuration.Node;

namespace MarsDisk.Hosting.Actors;

/// <summary>What the actors of a process are made from: one place for every kind of process.</summary>
internal static class HostSettings
{
    // Two lane messages, a snapshot, a history and one to spare for each run.
    private const int LaneMessages = 5;

    // Runs of scenarios take no slot, and a sweep may have many at once; a writer's channel has to hold their buffers too.
    private const int ScenarioRuns = 256;

    /// <summary>Runs that compute at once: as set, or one for each processor.</summary>
    public static int Slots(NodeConfiguration node) => node.Node.Slots > 0 ? (int)node.Node.Slots : Environment.ProcessorCount;

    /// <summary>What the buffers of all runs may take: as set, or half of what the process may use.</summary>
    public static long BufferBytes(NodeConfiguration node) =>
        node.Node.MemoryLimit > 0 ? node.Node.MemoryLimit : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>For one run in this process.</summary>
    /// <param name="node">Settings of this process.</param>
    /// <param name="buffers">Chunk buffers of the run.</param>
    public static NodeSettings OfRun(NodeConfiguration node, int buffers) => Of(node, slots: 1, writerThreads: 1, buffers + LaneMessages);

    /// <summary>For runs side by side.</summary>
    /// <param name="node">Settings of this process.</param>
    /// <param name="slots">Runs that compute at once.</param>
    public static NodeSettings OfRuns(NodeConfiguration node, int slots) =>
        Of(node, slots, (int)node.History.WriterThreads, slots * MessagesOf(node));

    /// <summary>For runs side by side and runs of scenarios beside them.</summary>
    /// <param name="node">Settings of this process.</param>
    public static NodeSettings OfScenarios(NodeConfiguration node) =>
        Of(node, Slots(node), (int)node.History.WriterThreads, (Slots(node) + ScenarioRuns) * MessagesOf(node));

    private static int MessagesOf(NodeConfiguration node) => (int)node.Pipeline.Buffers + LaneMessages;

    private static NodeSettings Of(NodeConfiguration node, int slots, int writerThreads, int writerQueue) =>
        new(slots, writerThreads, writerQueue, (int)node.Offload.Queue) { ActorSettings = node.ActorSettings };
}
