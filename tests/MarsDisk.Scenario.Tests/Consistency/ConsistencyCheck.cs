using System.Buffers;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Json;

namespace MarsDisk.Scenario.Tests.Consistency;

/// <summary>Parses a source at once and in pieces, and feeds the metrics with what it sees.</summary>
/// <param name="metrics">Fed.</param>
/// <param name="log">Told of differences, with how the parse went.</param>
internal sealed class ConsistencyCheck(ParsingMetrics metrics, Action<string> log)
{
    private const int RestoresMax = 6;

    public long Pairs { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>The batch result that streamed ones are compared with.</summary>
    public static (string Shown, Fingerprint Units) Whole(CorpusFile file, RunConfig config)
    {
        var units = new Fingerprint(() => SinkReply.Continue);
        var result = StatementRunner.Run(file.Grammar, file.Bytes, units, Config(file, config));
        return (Show(result), units);
    }

    /// <summary>Parses the source in pieces and compares.</summary>
    public bool Compare(CorpusFile file, RunConfig config, SplitPlan plan, string name, (string Shown, Fingerprint Units) whole)
    {
        Pairs++;
        Bytes += file.Bytes.Length;
        var units = new Fingerprint(() => plan.IsPausing() ? SinkReply.Pause : SinkReply.Continue);
        var (outcome, restores) = Stream(file, config, plan, units);
        var shown = Show(outcome.Result!);
        // What was shown before a restart belongs to the process that ended; all of it together is what the batch shows.
        var isEqual = units.Units == whole.Units.Units && units.Diagnostics.SequenceEqual(whole.Units.Diagnostics, StringComparer.Ordinal)
            && (restores > 0 ? Digest(shown) == Digest(whole.Shown) : shown == whole.Shown);
        metrics.OutcomeConsistency.Add(isEqual);
        if (!isEqual)
            log($"{file.Name}, {name}: {shown}\n  {string.Join("\n  ", units.Diagnostics)}\nis not {whole.Shown}\n  {string.Join("\n  ", whole.Units.Diagnostics)}\n  lineage: {string.Join(' ', _lineage)}");
        return isEqual;
    }

    private IReadOnlyList<string> _lineage = [];

    private (StreamOutcome<StreamSummary> Outcome, int Restores) Stream(CorpusFile file, RunConfig config, SplitPlan plan, Fingerprint units)
    {
        var streaming = new StreamingConfig { RunConfig = Config(file, config), Metrics = metrics };
        using var silent = MemoryFeeder.Answering(FeederYield.Await());
        var outcome = StreamingRunner.RunStream(file.Grammar, silent, units, streaming);
        var at = 0;
        var restores = 0;
        while (outcome.Kind == StreamOutcomeKind.Pending)
        {
            _lineage = outcome.Continuation!.Meta.ResumeLineage;
            var continuation = outcome.Continuation;
            if (restores < RestoresMax && plan.IsRestoring())
            {
                restores++;
                var checkpoint = Stored(continuation.ToCheckpoint());
                at = (int)checkpoint.Watermark;
                continuation = StreamingRunner.Restore(file.Grammar, checkpoint, streaming);
            }

            var size = Math.Min(plan.Sizes(), file.Bytes.Length - at);
            var chunk = new ReadOnlySequence<byte>(file.Bytes.AsMemory(at, size));
            at += size;
            outcome = StreamingRunner.Resume(continuation, chunk, units, isFinal: at == file.Bytes.Length);
        }

        return (outcome, restores);
    }

    private static StreamCheckpoint Stored(StreamCheckpoint checkpoint)
    {
        var bytes = new ArrayBufferWriter<byte>();
        checkpoint.WriteTo(bytes);
        Assert.InRange(bytes.WrittenCount, 1, 8 * 1024);
        Assert.True(StreamCheckpoint.TryRead(bytes.WrittenSpan, out var read, out var error), error?.Message);
        return read;
    }

    private static RunConfig Config(CorpusFile file, RunConfig config)
        => file.Grammar is JsonScenarioGrammar ? config with { Limits = JsonScenarioGrammar.Limits(config.Limits) } : config;

    private static string Digest(string shown) => shown.Split('\n')[0];

    private static string Show(ParseResult<StreamSummary> result)
        => FormattableString.Invariant($"{result.Value!.Units} {result.Value.Rows} {result.Value.Bytes} {result.Value.TranscriptDigest:x32} {result.HasValue}\n{result.Recovered} ")
            + string.Join('\n', result.Diagnostics.Select(Support.Transcript.Show));
}
