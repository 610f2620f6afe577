using System.CommandLine;

using MarsDisk.Cli.Running.Reading;
using MarsDisk.Parsing;

namespace MarsDisk.Cli.Commands.Scenario;

/// <summary>How a scenario is read and how its diagnostics are shown: options of the whole group (streaming-parser.md §5.1).</summary>
internal sealed class ReadOptions
{
    private readonly bool _isStreamingByDefault;

    /// <summary>The options of one command.</summary>
    /// <param name="isStreamingByDefault">Without an option a file is streamed too; standard input and sockets always are.</param>
    public ReadOptions(bool isStreamingByDefault = false) => _isStreamingByDefault = isStreamingByDefault;

    public Argument<string> Source { get; } = new("source") { Description = "Scenario, text or NDJSON; - reads standard input; tcp://host:port" };

    public Option<bool> Streaming { get; } = new("--streaming") { Description = "Read piece by piece; default for run, standard input and sockets" };

    public Option<bool> NoStreaming { get; } = new("--no-streaming") { Description = "Read the whole source first; same results" };

    public Option<int?> ChunkSize { get; } = new("--chunk-size") { Description = "Pieces of N bytes, for tests" };

    public Option<bool> ConsistencyCheck { get; } = new("--consistency-check") { Description = "Read in both ways and compare; 6 when they differ" };

    public Option<string?> Recover { get; } = new("--recover") { Description = "collect: all mistakes; off: the first one; default of check: collect" };

    public Option<int?> MaxErrors { get; } = new("--max-errors") { Description = "Mistakes that are collected at most; default 64" };

    public Option<int?> DemandMin { get; } = new("--stream-demand-min-bytes") { Description = "Fewer bytes are not asked for at first; default 1" };

    public Option<int?> DemandPreferred { get; } = new("--stream-demand-preferred-bytes") { Description = "Size of a piece that is asked for; default 65536" };

    public Option<string?> FlowPolicy { get; } = new("--stream-flow-policy") { Description = "auto or manual" };

    public Option<int?> FlowMaxLag { get; } = new("--stream-flow-max-lag") { Description = "Milliseconds that a complete line may wait; default: any" };

    public Option<int?> HighWatermark { get; } = new("--stream-high-watermark") { Description = "Bytes waiting above which the source is held; default 1048576" };

    public Option<int?> LowWatermark { get; } = new("--stream-low-watermark") { Description = "Bytes waiting below which it goes on; default 262144" };

    public Option<string?> Checkpoint { get; } = new("--stream-checkpoint") { Description = "Write the latest checkpoint there, as JSON" };

    public Option<string?> ResumeHint { get; } = new("--stream-resume-hint") { Description = "First hint to the source, as JSON" };

    public Option<bool> StreamDiagnostics { get; } = new("--stream-diagnostics") { Description = "Events of the stream as NDJSON on standard error" };

    public Option<string?> Output { get; } = new("--output") { Description = "Form of diagnostics: human, json or lsp" };

    public Option<bool> Json { get; } = new("--json") { Description = "The same as --output json" };

    public Option<string?> Locale { get; } = new("--locale") { Description = "Language of messages: en" };

    public Option<string?> Metrics { get; } = new("--metrics") { Description = "Write the metrics of the parse there at the end, as JSON" };

    /// <summary>The options without the source and without <c>--json</c>: commands that run a scenario have both of their own.</summary>
    public IReadOnlyList<Option> OfReading => [Recover, MaxErrors, Output, Streaming, NoStreaming, ChunkSize, ConsistencyCheck,
        DemandMin, DemandPreferred, FlowPolicy, FlowMaxLag, HighWatermark, LowWatermark, Checkpoint, ResumeHint, StreamDiagnostics, Metrics, Locale];

    public void AddTo(Command command)
    {
        command.Add(Source);
        command.Add(Json);
        foreach (var option in OfReading)
            command.Add(option);
    }

    /// <summary>The settings of a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="recover">What <c>--recover</c> is when it is not given.</param>
    /// <exception cref="FormatException">A value is none of those an option has.</exception>
    public ReadSettings Read(ParseResult line, RecoverMode recover) => Read(line, line.GetRequiredValue(Source), recover, line.GetValue(Json));

    /// <summary>The settings of a line that names its source elsewhere.</summary>
    /// <param name="line">The line.</param>
    /// <param name="source">The source.</param>
    /// <param name="recover">What <c>--recover</c> is when it is not given.</param>
    /// <param name="isJson">Whether the line has <c>--json</c>.</param>
    /// <exception cref="FormatException">A value is none of those an option has.</exception>
    public ReadSettings Read(ParseResult line, string source, RecoverMode recover, bool isJson)
    {
        if (line.GetValue(Streaming) && line.GetValue(NoStreaming))
            throw new FormatException("--streaming and --no-streaming exclude each other.");
        if (line.GetValue(Locale) is { } locale && !locale.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            throw new FormatException($"--locale {locale} is not known: en is the only language so far.");

        return new ReadSettings
        {
            Source = source,
            IsStreaming = !line.GetValue(NoStreaming) && (line.GetValue(Streaming) || _isStreamingByDefault || line.GetValue(ChunkSize) is not null
                || source == "-" || ScenarioInput.IsSocket(source)),
            ChunkBytes = Positive(line, ChunkSize) ?? 0,
            IsComparing = line.GetValue(ConsistencyCheck),
            Form = FormOf(line, isJson),
            Checkpoint = line.GetValue(Checkpoint),
            Metrics = line.GetValue(Metrics),
            AreEventsShown = line.GetValue(StreamDiagnostics),
            Config = ConfigOf(line, recover),
        };
    }

    private StreamingConfig ConfigOf(ParseResult line, RecoverMode recover)
    {
        var mode = line.GetValue(Recover) switch
        {
            null => recover,
            "collect" => RecoverMode.Collect,
            "off" => RecoverMode.Off,
            var other => throw new FormatException($"--recover {other} is not known: collect or off."),
        };
        var errors = Positive(line, MaxErrors);
        var limits = errors is { } most ? ParseLimits.Default with { MaxDiagnostics = most } : ParseLimits.Default;
        var run = new RunConfig { Limits = limits }
            .WithExtension("recover", map => Add(Add(map, "mode", mode == RecoverMode.Collect ? "collect" : "off"), "max_diagnostics", errors))
            .WithExtension("stream", map => StreamFieldsOf(line, map));
        return new StreamingConfig { RunConfig = run, Flow = FlowOf(line), ResumeNotes = line.GetValue(StreamDiagnostics) };
    }

    private ExtensionMap StreamFieldsOf(ParseResult line, ExtensionMap map)
    {
        map = Add(map, "enabled", true);
        map = Add(map, "demand_min_bytes", Positive(line, DemandMin));
        map = Add(map, "demand_preferred_bytes", Positive(line, DemandPreferred));
        map = Add(map, "flow_policy", line.GetValue(FlowPolicy) switch
        {
            null or "auto" => "auto",
            "manual" => "manual",
            var other => throw new FormatException($"--stream-flow-policy {other} is not known: auto or manual."),
        });
        map = Add(map, "flow_max_lag", Positive(line, FlowMaxLag) is { } lag ? (long)lag : null);
        map = Add(map, "chunk_size", Positive(line, ChunkSize));
        map = Add(map, "stats", true);
        return line.GetValue(ResumeHint) is { } hint ? Add(map, "resume_hint", HintText.Read(hint)) : map;
    }

    private FlowController? FlowOf(ParseResult line)
    {
        var high = Positive(line, HighWatermark) ?? FlowController.Default.HighWatermark;
        var low = Positive(line, LowWatermark) ?? Math.Min(high, FlowController.Default.LowWatermark);
        if (low > high)
            throw new FormatException($"--stream-low-watermark {low} is above --stream-high-watermark {high}.");
        if (line.GetValue(FlowPolicy) == "manual")
        {
            var demand = new Demand(Positive(line, DemandPreferred) ?? 65536, 0);
            return new FlowController(FlowMode.Auto, high, low, new FlowPolicy.Manual(() => demand));
        }

        TimeSpan? lag = Positive(line, FlowMaxLag) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
        return new FlowController(FlowMode.Auto, high, low, new FlowPolicy.Auto(new BackpressureSpec(lag, null, null)));
    }

    private AnswerForm FormOf(ParseResult line, bool isJson)
    {
        var form = line.GetValue(Output) switch
        {
            null => isJson ? AnswerForm.Json : AnswerForm.Human,
            "human" => AnswerForm.Human,
            "json" => AnswerForm.Json,
            "lsp" => AnswerForm.Editor,
            var other => throw new FormatException($"--output {other} is not known: human, json or lsp."),
        };
        if (isJson && form != AnswerForm.Json)
            throw new FormatException("--json and --output name two forms.");
        return form;
    }

    private static ExtensionMap Add(ExtensionMap map, string field, object? value) => value is null ? map : new ExtensionMap(map.Values.SetItem(field, value));

    private static int? Positive(ParseResult line, Option<int?> option)
    {
        var value = line.GetValue(option);
        return value is null or > 0 ? value : throw new FormatException($"{option.Name} {value} is not a positive number.");
    }
}
