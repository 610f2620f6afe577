using System.Diagnostics.Metrics;

namespace MarsDisk.Parsing;

/// <summary>
/// Meter <c>MarsDisk.Parsing</c>. Parses feed it through <see cref="StreamingConfig.Metrics"/>; checks that compare batch and
/// streaming, parsers that report syntax errors and language servers feed it themselves.
/// </summary>
public sealed class ParsingMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "MarsDisk.Parsing";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _units;
    private readonly Counter<long> _rows;
    private readonly Counter<long> _chunks;
    private readonly Counter<long> _pending;
    private readonly Counter<double> _backpressure;
    private readonly Counter<long> _limits;
    private readonly Counter<long> _reparsed;
    private readonly Counter<long> _auditDropped;
    private readonly Histogram<double> _lag;
    private readonly Histogram<int> _tokens;
    private readonly Gauge<long> _buffer;
    private readonly Gauge<long> _memo;
    private readonly Gauge<long> _checkpointBytes;
    private readonly Gauge<double> _checkpointAge;

    /// <summary>Instruments, all at their start.</summary>
    public ParsingMetrics()
    {
        _bytes = _meter.CreateCounter<long>("parser.stream.bytes", "By");
        _units = _meter.CreateCounter<long>("parser.stream.units");
        _rows = _meter.CreateCounter<long>("parser.stream.rows");
        _chunks = _meter.CreateCounter<long>("parser.stream.chunks");
        _pending = _meter.CreateCounter<long>("parser.stream.pending");
        _backpressure = _meter.CreateCounter<double>("parser.stream.backpressure_seconds", "s");
        _limits = _meter.CreateCounter<long>("parser.stream.limit_exceeded");
        _reparsed = _meter.CreateCounter<long>("parser.stream.reparse_bytes", "By");
        _auditDropped = _meter.CreateCounter<long>("parser.stream.audit_dropped");
        _lag = _meter.CreateHistogram<double>("parser.stream.lag_ms", "ms");
        _tokens = _meter.CreateHistogram<int>("parser.expected_tokens_per_error");
        _buffer = _meter.CreateGauge<long>("parser.stream.buffer_bytes", "By");
        _memo = _meter.CreateGauge<long>("parser.stream.memo_bytes", "By");
        _checkpointBytes = _meter.CreateGauge<long>("parser.stream.checkpoint_bytes", "By");
        _checkpointAge = _meter.CreateGauge<double>("parser.stream.checkpoint_age_ms", "ms");
        Publish("parser.stream.outcome_consistency", OutcomeConsistency);
        Publish("parser.stream.demandhint_coverage", DemandHintCoverage);
        Publish("parser.stream.extension_field_coverage", ExtensionFieldCoverage);
        Publish("parser.expected_summary_presence", ExpectedSummaryPresence);
        Publish("parser.recover_fixit_coverage", RecoverFixItCoverage);
    }

    /// <summary>Sources parsed in batch and in pieces with the same outcome.</summary>
    public Coverage OutcomeConsistency { get; } = new();

    /// <summary>Waits with a complete and lawful hint, told the same everywhere.</summary>
    public Coverage DemandHintCoverage { get; } = new();

    /// <summary>Outcomes with every field of <c>extensions["stream"]</c>.</summary>
    public Coverage ExtensionFieldCoverage { get; } = new();

    /// <summary>Syntax errors that say what was expected.</summary>
    public Coverage ExpectedSummaryPresence { get; } = new();

    /// <summary>Recoveries by insertion with a fix-it.</summary>
    public Coverage RecoverFixItCoverage { get; } = new();

    /// <summary>An outcome of any streaming parse.</summary>
    /// <typeparam name="T">The value.</typeparam>
    /// <param name="outcome">The outcome.</param>
    /// <param name="capBytes">Upper bound of every wish.</param>
    public void Saw<T>(in StreamOutcome<T> outcome, int capBytes = int.MaxValue)
    {
        var written = outcome.Config.Stream;
        var isWaiting = outcome.Kind == StreamOutcomeKind.Pending;
        ExtensionFieldCoverage.Add(StreamFields.IsComplete(outcome.Config, isWaiting));
        if (!isWaiting)
            return;
        _pending.Add(1, new KeyValuePair<string, object?>("reason", StreamNames.Of(outcome.Reason)));
        DemandHintCoverage.Add(outcome.Demand.IsLawful(capBytes)
            && outcome.Demand == outcome.Continuation?.Meta.ResumeHint && outcome.Demand == written.ResumeHint);
    }

    /// <summary>An error of the source that a grammar has found.</summary>
    public void Saw(Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        if (diagnostic.Code.StartsWith("scn.limit.", StringComparison.Ordinal))
            _limits.Add(1, new KeyValuePair<string, object?>("limit", diagnostic.Code["scn.limit.".Length..]));
        if (diagnostic.Code.StartsWith("scn.syntax.", StringComparison.Ordinal))
        {
            ExpectedSummaryPresence.Add(diagnostic.Expected is { Alternatives.Count: > 0 });
            _tokens.Record(diagnostic.Expected is { } expected ? expected.Alternatives.Count + expected.Omitted : 0);
        }

        if (diagnostic.Extensions.GetValueOrDefault(StreamFields.Recover) is ExtensionMap map
            && map.Values.GetValueOrDefault("action") is "insert")
            RecoverFixItCoverage.Add(diagnostic.FixIts.Count > 0);
    }

    /// <summary>Bytes that were looked at once more.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="cause"><c>diagnostic</c>, <c>probe</c>, <c>edit</c> or <c>restart</c>.</param>
    public void Reparsed(long bytes, string cause) => _reparsed.Add(bytes, new KeyValuePair<string, object?>("cause", cause));

    /// <summary>Memory of stored replies, bytes.</summary>
    public void Memo(long bytes) => _memo.Record(bytes);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Parsed(long bytes, long units, long rows, long chunks, long bufferedBytes, long? lagNanos)
    {
        _bytes.Add(bytes);
        _units.Add(units);
        _rows.Add(rows);
        _chunks.Add(chunks);
        _buffer.Record(bufferedBytes);
        if (lagNanos is { } lag && bytes > 0)
            _lag.Record(lag / 1e6);
    }

    internal void Held(TimeSpan time) => _backpressure.Add(time.TotalSeconds);

    internal void Checkpoint(int bytes, TimeSpan age)
    {
        _checkpointBytes.Record(bytes);
        _checkpointAge.Record(age.TotalMilliseconds);
    }

    internal void AuditDropped(long events) => _auditDropped.Add(events);

    private void Publish(string name, Coverage coverage) => _meter.CreateObservableGauge(name, () => coverage.Value);
}
