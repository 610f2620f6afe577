namespace MarsDisk.Actors.Node;

/// <summary>Threads and queues of one node.</summary>
/// <param name="Slots">Runs that compute at once; threads of the compute dispatcher.</param>
/// <param name="WriterThreads">Writer loops.</param>
/// <param name="WriterQueue">Capacity of a writer's channel: all buffers of the node, two lane messages, one snapshot and one history a run.</param>
/// <param name="OffloadQueue">Files that may wait for the offload.</param>
public sealed record NodeSettings(int Slots, int WriterThreads, int WriterQueue, int OffloadQueue)
{
    /// <summary>Settings of the actor library, as HOCON; empty: none.</summary>
    public string ActorSettings { get; init; } = "";

    /// <summary>Submitted runs that may wait for a slot.</summary>
    public int QueuedRunsMax { get; init; } = 10_000;

    /// <summary>What the buffers of all submitted runs that are active may take together.</summary>
    public long BufferBytesMax { get; init; } = long.MaxValue;
}
