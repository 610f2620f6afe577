using MarsDisk.Cli.Output.Scenarios;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Scenarios.Running;
using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Cli.Running.Reading;

/// <summary>How reading a scenario ended.</summary>
/// <param name="Diagnostics">What was found, in order.</param>
/// <param name="Recovered">Mistakes were passed over.</param>
/// <param name="Meta">Counts.</param>
/// <param name="ExitCode">Exit code of reading alone.</param>
/// <param name="Consistency">1 when both ways of reading agree, 0 when not; null: not compared.</param>
internal sealed record ReadEnd(IReadOnlyList<Diagnostic> Diagnostics, bool Recovered, StreamMeta Meta, int ExitCode, double? Consistency);

/// <summary>Reads one scenario to its end: piece by piece, at once, or in both ways to compare them.</summary>
/// <param name="settings">How it is read.</param>
/// <param name="input">The scenario.</param>
/// <param name="messages">Where messages go.</param>
/// <param name="change">Puts another grammar around the one of the source; null: none.</param>
internal sealed class ScenarioReading(
    ReadSettings settings, ScenarioInput input, TextWriter messages, Func<StatementGrammar<ScenarioStatement>, StatementGrammar<ScenarioStatement>>? change = null)
{
    private readonly StatementGrammar<ScenarioStatement> _grammar = GrammarOf(settings, input, change);
    private readonly StreamingConfig _config = ConfigOf(settings, input, messages);

    /// <summary>Fed by the parse; null: nobody asks.</summary>
    public ParsingMetrics? Metrics { get; init; }

    /// <summary>Reads it.</summary>
    /// <param name="sink">Receives the units.</param>
    /// <param name="stopped">Ends the reading early, with what was found so far.</param>
    public async Task<ReadEnd> ReadAsync(IStatementSink<ScenarioStatement> sink, CancellationToken stopped)
    {
        if (settings.IsComparing)
            return await CompareAsync(sink, stopped);
        return settings.IsStreaming
            ? await StreamAsync(input.Bytes, sink, stopped)
            : Batch(await WholeAsync(stopped), sink);
    }

    private async Task<ReadEnd> StreamAsync(Stream bytes, IStatementSink<ScenarioStatement> sink, CancellationToken stopped)
    {
        await using var driver = new StreamDriver<ScenarioStatement>(_grammar, new ScenarioFeeder(bytes, settings.ChunkBytes), sink, _config with { Metrics = Metrics });
        var result = await driver.RunToEndAsync(stopped);
        if (settings.Checkpoint is { } path)
            await File.WriteAllTextAsync(path, driver.TakeCheckpoint().ToJson() + "\n", CancellationToken.None);
        return End(result, driver.Meta);
    }

    private ReadEnd Batch(byte[] bytes, IStatementSink<ScenarioStatement> sink)
    {
        var result = StatementRunner.Run(_grammar, bytes, sink, _config.RunConfig);
        var summary = result.Value!;
        return End(result, new StreamMeta { ConsumedBytes = summary.Bytes, Units = summary.Units, Rows = summary.Rows, TranscriptDigest = summary.TranscriptDigest });
    }

    private async Task<ReadEnd> CompareAsync(IStatementSink<ScenarioStatement> sink, CancellationToken stopped)
    {
        var bytes = await WholeAsync(stopped);
        using var again = new MemoryStream(bytes, writable: false);
        var streamed = await StreamAsync(again, sink, stopped);
        var whole = Batch(bytes, new NoUnits());
        var isEqual = streamed.Meta.TranscriptDigest == whole.Meta.TranscriptDigest && streamed.Recovered == whole.Recovered
            && streamed.Diagnostics.Select(DiagnosticLine.Of).SequenceEqual(whole.Diagnostics.Select(DiagnosticLine.Of), StringComparer.Ordinal);
        Metrics?.OutcomeConsistency.Add(isEqual);
        if (isEqual)
            return streamed with { Consistency = 1 };

        messages.WriteLine(FormattableString.Invariant(
            $"{settings.Name}: read in pieces it is {streamed.Meta.TranscriptDigest:x32} with {streamed.Diagnostics.Count} diagnostics, read at once {whole.Meta.TranscriptDigest:x32} with {whole.Diagnostics.Count}."));
        return streamed with { Consistency = 0, ExitCode = ExitCodes.Different };
    }

    private async Task<byte[]> WholeAsync(CancellationToken stopped)
    {
        using var whole = new MemoryStream();
        await input.Bytes.CopyToAsync(whole, stopped);
        return whole.ToArray();
    }

    private static ReadEnd End(ParseResult<StreamSummary> result, StreamMeta meta)
        => new(result.Diagnostics, result.Recovered, meta, ScenarioExit.Of(result.Diagnostics), null);

    private static StatementGrammar<ScenarioStatement> GrammarOf(
        ReadSettings settings, ScenarioInput input, Func<StatementGrammar<ScenarioStatement>, StatementGrammar<ScenarioStatement>>? change)
    {
        var grammar = ScenarioLanguages.Of(input.IsJson, requiresEnd: ScenarioInput.IsSocket(settings.Source));
        return change is null ? grammar : change(grammar);
    }

    private static StreamingConfig ConfigOf(ReadSettings settings, ScenarioInput input, TextWriter messages)
    {
        return settings.Config with
        {
            RunConfig = ScenarioLanguages.Settings(input.IsJson, settings.Config.RunConfig),
            OnDiagnostic = settings.AreEventsShown ? new StreamEventLines(messages) : null,
        };
    }
}
