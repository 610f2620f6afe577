using MarsDisk.Actors.Runs;
using MarsDisk.Configuration;
using MarsDisk.Configuration.Node;
using MarsDisk.History.Chunks;
using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;
using MarsDisk.Hosting.Identity;
using MarsDisk.Parquet;
using MarsDisk.Physics.Constants;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Hosting.Running;

/// <summary>Everything about a run that is known before its directory is touched.</summary>
public sealed class PreparedRun
{
    /// <summary>Derives what follows from the plan.</summary>
    /// <param name="configuration">Resolved configuration with origins.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="inputs">Tables that it reads.</param>
    /// <param name="source">What the configuration was made from.</param>
    /// <param name="warnings">Everything that was found and is no error.</param>
    public PreparedRun(
        ResolvedConfiguration configuration, RunPlan plan, IReadOnlyList<InputFile> inputs, ConfigurationSource source,
        IReadOnlyList<Finding> warnings)
    {
        Configuration = configuration;
        Plan = plan;
        Inputs = inputs;
        Source = source;
        Warnings = warnings;
        Identity = new RunIdentity(configuration.ToPlanJson(), plan.Excitation.Seed, inputs);
        Costs = new RowCostModel(plan.Schemas.Options);
        Policy = FlushPolicy.Of(Streaming, IsStreaming, plan.Time.Steps, Costs.BytesPerStep);
    }

    /// <summary>Resolved configuration with origins.</summary>
    public ResolvedConfiguration Configuration { get; }

    /// <summary>The plan.</summary>
    public RunPlan Plan { get; }

    /// <summary>Tables that it reads.</summary>
    public IReadOnlyList<InputFile> Inputs { get; }

    /// <summary>What the configuration was made from.</summary>
    public ConfigurationSource Source { get; }

    /// <summary>Everything that was found and is no error.</summary>
    public IReadOnlyList<Finding> Warnings { get; }

    /// <summary>Hash and id.</summary>
    public RunIdentity Identity { get; }

    /// <summary>The tables of the run.</summary>
    public HistorySchemas Schemas => Plan.Schemas;

    /// <summary>What a row costs in the estimate of the reference.</summary>
    public RowCostModel Costs { get; }

    /// <summary>Where chunks end.</summary>
    public FlushPolicy Policy { get; }

    /// <summary>Whether history leaves memory while the run goes on.</summary>
    public bool IsStreaming => Streaming is { Enable: true, OptOut: false };

    /// <summary>Settings of streaming.</summary>
    public StreamingParameters Streaming => Plan.Parameters.Io.Streaming;

    /// <summary>Upper bound of busy threads; never changes a byte of the result.</summary>
    public int ThreadsMax { get; set; } = int.MaxValue;

    /// <summary>Buffers of a run that has more than one chunk: a setting of the node.</summary>
    public int BuffersWhileStreaming { get; set; } = (int)NodeConfiguration.Default.Pipeline.Buffers;

    /// <summary>Buffers of the run: one is enough when it has one chunk, or when computing and writing take turns.</summary>
    public int Buffers => ThreadsMax == 1 || Policy.Capacity >= Plan.Time.Steps ? 1 : BuffersWhileStreaming;

    /// <summary>Histories that stay on the disk while the run goes on; 0: all.</summary>
    public int HistoriesKept => Checkpoint.Enabled ? Checkpoint.KeepLastN : 1;

    /// <summary>When the history in memory is stored; null: it leaves memory by chunks.</summary>
    /// <param name="every">The interval of the node; zero: none by that.</param>
    public HistorySchedule? Histories(TimeSpan every) => IsStreaming
        ? null
        : new HistorySchedule(Checkpoint.Enabled ? Checkpoint.IntervalYears * PhysicalConstants.SecondsPerYear : null, every);

    private CheckpointParameters Checkpoint => Plan.Parameters.Numerics.Checkpoint;

    /// <summary>Native memory of all buffers, bytes.</summary>
    public long BufferBytes => Buffers * ChunkBuffer.BytesFor(Schemas, Policy.Capacity);

    /// <summary>Upper bound for the files of one chunk, bytes: raw columns never grow by more than a sixth.</summary>
    public long ChunkFileBytesMax => ChunkBuffer.BytesFor(Schemas, Policy.Capacity) * 7 / 6;

    /// <summary>State before step 0.</summary>
    public ResumeState InitialState() => new(Plan.NewState(), new AggregateState());

    /// <summary>An encoder for the chunks of this run; one for each thread.</summary>
    public ChunkEncoder NewEncoder() =>
        new(Schemas, Identity.Run.Value, Identity.PlanHash.ToString(), CodecOf(Streaming.Compression));

    private static ParquetCodec CodecOf(ChunkCompression compression) => compression switch
    {
        ChunkCompression.Snappy => ParquetCodec.Snappy,
        ChunkCompression.Brotli => ParquetCodec.Brotli,
        ChunkCompression.Gzip => ParquetCodec.Gzip,
        ChunkCompression.None => ParquetCodec.None,
        _ => throw new NotSupportedException($"io.streaming.compression: {compression} is not available; use snappy, gzip, brotli or none."),
    };
}

/// <summary>What a configuration was made from, for the documents of the run.</summary>
/// <param name="Path">Configuration file as the command named it; <c>-</c> for standard input.</param>
/// <param name="Text">Its content.</param>
/// <param name="Overrides">Overrides in the order in which they were applied.</param>
/// <param name="Name">Name for people; null: none.</param>
/// <param name="Tags">Tags for people.</param>
public sealed record ConfigurationSource(
    string Path, string Text, IReadOnlyList<OverrideText> Overrides, string? Name, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>The scenario that opens the run; null: none does.</summary>
    public string? Scenario { get; init; }

    /// <summary>Warnings of the start, for a run that is prepared again; null: those of this time count.</summary>
    public IReadOnlyList<(string Code, string Message)>? Warnings { get; init; }

    /// <summary>Folder that relative paths of tables start from; null: that of this process.</summary>
    public string? BaseDirectory { get; init; }
}
