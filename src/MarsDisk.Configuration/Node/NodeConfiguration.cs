namespace MarsDisk.Configuration.Node;

/// <summary>
/// The settings of one process that runs runs. Each property is a key of <c>hocon/reference.conf</c>, which says what it
/// means; none can change a byte of a result.
/// </summary>
/// <param name="Node">The process.</param>
/// <param name="Pipeline">The actors of one run.</param>
/// <param name="History">Writing of chunks.</param>
/// <param name="Claims">Taking runs of sweeps.</param>
/// <param name="Offload">Copies of state files elsewhere.</param>
/// <param name="SnapshotIo">Where these copies are, and how they are written.</param>
/// <param name="Store">Where the daemon keeps its runs.</param>
/// <param name="Queue">Runs that wait for a slot of the daemon.</param>
/// <param name="Control">The daemon's socket for commands.</param>
/// <param name="Health">The daemon's listener for probes.</param>
/// <param name="Scenarios">The daemon's listeners for scenarios.</param>
/// <param name="Drain">Limits of an orderly end.</param>
/// <param name="Log">Log of the daemon.</param>
public sealed record NodeConfiguration(
    NodeConfiguration.NodeSection Node, NodeConfiguration.PipelineSection Pipeline,
    NodeConfiguration.HistorySection History, NodeConfiguration.ClaimsSection Claims, NodeConfiguration.OffloadSection Offload,
    SnapshotIoSection SnapshotIo,
    StoreSection Store, QueueSection Queue, ControlSection Control, HealthSection Health, ScenariosSection Scenarios,
    DrainSection Drain, LogSection Log)
{
    /// <summary>What a process uses that is told nothing.</summary>
    public static NodeConfiguration Default { get; } =
        NodeConfigurationLoader.Load(new NodeSources(null, null, null, new Dictionary<string, string>(StringComparer.Ordinal), [])).Configuration!;

    /// <summary>What stood under <c>akka</c>, checked, as HOCON; empty when the process has its own actor runtime.</summary>
    public string ActorSettings { get; init; } = "";

    /// <summary>Keys <c>marsdisk.node</c>.</summary>
    /// <param name="Name">Name of the node in journals and lists; empty: the name of the machine.</param>
    /// <param name="Slots">Runs that compute at once; 0: one for each processor.</param>
    /// <param name="MemoryLimit">Bytes that the buffers of all runs may take; 0: no limit.</param>
    public sealed record NodeSection(string Name, long Slots, long MemoryLimit);

    /// <summary>Keys <c>marsdisk.pipeline</c>.</summary>
    /// <param name="BatchSteps">Steps that one message hands over.</param>
    /// <param name="Buffers">Chunk buffers of a run that streams.</param>
    /// <param name="MaxRestarts">Failures in a row at the same commit after which the run fails.</param>
    /// <param name="BackOff">Waiting before another try.</param>
    public sealed record PipelineSection(long BatchSteps, long Buffers, long MaxRestarts, BackOffSection BackOff);

    /// <summary>Keys <c>marsdisk.pipeline.back-off</c>.</summary>
    /// <param name="Min">After the first failure; doubled each time.</param>
    /// <param name="Max">At most.</param>
    public sealed record BackOffSection(TimeSpan Min, TimeSpan Max);

    /// <summary>Keys <c>marsdisk.history</c>.</summary>
    /// <param name="WriterThreads">Threads that encode and write chunks.</param>
    /// <param name="SnapshotInterval">Time between two copies of a history that stays in memory; zero: only those that a run asks for.</param>
    public sealed record HistorySection(long WriterThreads, TimeSpan SnapshotInterval);

    /// <summary>Keys <c>marsdisk.claims</c>.</summary>
    /// <param name="Interval">At most one run is taken in it.</param>
    public sealed record ClaimsSection(TimeSpan Interval);

    /// <summary>Keys <c>marsdisk.offload</c>.</summary>
    /// <param name="Queue">Files that may wait for their copy.</param>
    public sealed record OffloadSection(long Queue);

    internal static NodeConfiguration From(IReadOnlyDictionary<string, object> values) => new(
        new NodeSection((string)values["node.name"], (long)values["node.slots"], (long)values["node.memory-limit"]),
        new PipelineSection(
            (long)values["pipeline.batch-steps"], (long)values["pipeline.buffers"], (long)values["pipeline.max-restarts"],
            new BackOffSection((TimeSpan)values["pipeline.back-off.min"], (TimeSpan)values["pipeline.back-off.max"])),
        new HistorySection((long)values["history.writer-threads"], (TimeSpan)values["history.snapshot-interval"]),
        new ClaimsSection((TimeSpan)values["claims.interval"]),
        new OffloadSection((long)values["offload.queue"]),
        new SnapshotIoSection(values),
        new StoreSection((string)values["store.directory"], (long)values["store.free-space"]),
        new QueueSection((long)values["queue.runs"]),
        new ControlSection(
            (string)values["control.socket"], (long)values["control.connections"], (long)values["control.watchers"],
            (long)values["control.body"], (long)values["control.header"], (TimeSpan)values["control.header-time"]),
        new HealthSection((string)values["health.listen"]),
        new ScenariosSection(
            (string)values["scenarios.socket"], (string)values["scenarios.listen"], (string)values["scenarios.root"],
            (long)values["scenarios.max"], (TimeSpan)values["scenarios.await-timeout"], (TimeSpan)values["scenarios.max-pause"]),
        new DrainSection((TimeSpan)values["drain.pipelines"], (TimeSpan)values["drain.all"]),
        new LogSection(
            (string)values["log.level"], (string)values["log.format"], (string)values["log.file"],
            (long)values["log.file-size"], (long)values["log.files"]));
}
