using System.Buffers;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Json;

/// <summary>
/// The NDJSON twin of the scenario language: one object a line, the same records, ordinals, checks and limits as the text
/// (streaming-parser.md §3.11).
/// </summary>
/// <param name="requiresEnd">A source without <c>end</c> is incomplete.</param>
public sealed class JsonScenarioGrammar(bool requiresEnd = false) : StatementGrammar<ScenarioStatement>
{
    private readonly ScenarioGrammar _text = new(requiresEnd);

    /// <inheritdoc/>
    public override GrammarId Id => new("scenario-ndjson", 1, _text.Id.Fingerprint);

    /// <inheritdoc/>
    public override bool RequiresEnd => _text.RequiresEnd;

    /// <summary>The limits of the text for lines of the twin: a line may be as long as a statement.</summary>
    public static ParseLimits Limits(ParseLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return limits with { MaxLineBytes = limits.MaxStatementBytes };
    }

    /// <inheritdoc/>
    public override GrammarContext CreateContext() => new JsonContext((ScenarioContext)_text.CreateContext());

    /// <inheritdoc/>
    public override GrammarContext ReadContext(ReadOnlySpan<byte> saved) => new JsonContext((ScenarioContext)_text.ReadContext(saved));

    /// <inheritdoc/>
    public override Reply ParseFrame(scoped ref ParseState state, GrammarContext context, IEmitter<ScenarioStatement> emitter)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(emitter);
        var blocks = (JsonContext)context;
        var bytes = state.Input.Bytes;
        if (blocks.Scenario.IsClosed || bytes.IndexOfAnyExcept(" \t"u8) < 0)
            return new Reply { Kind = ReplyKind.Ok };

        blocks.Scenario.Settings = state.Config;
        var reading = new JsonReading(state.Input, blocks.Line, state.Config, blocks.Scenario);
        var isRead = blocks.Line.TryRead(bytes, state.Config.MaxDepth, out var errorAt);
        if (blocks.Scenario.Skipping > 0)
            return Skip(ref reading, isRead, blocks.Scenario);
        if (!isRead)
            reading.Fail(JsonFindings.NoJson(bytes, reading.Range(errorAt, Math.Min(errorAt + 1, bytes.Length))));
        else
            JsonLines.Take(ref reading, blocks.Scenario, emitter);
        if (reading.Finding is not { } finding)
            return new Reply { Kind = ReplyKind.Ok, Consumed = true };

        emitter.Report(finding);
        // The header is taken as given from then on: its absence is one error, and this line may be right.
        if (finding.Code == "scn.header.missing" && state.Config.Recover.Mode == RecoverMode.Collect)
            return ParseFrame(ref state, context, emitter);
        if (isRead && JsonLines.OpOf(ref reading) is { } op && JsonOps.Opens(op))
            blocks.Scenario.Skipping++;
        return new Reply { Kind = ReplyKind.Err, Consumed = true, Committed = true };
    }

    /// <inheritdoc/>
    public override void SkipFrame(GrammarContext context)
    {
        // Each line is a unit of its own: nothing is open that must not be emitted.
    }

    /// <inheritdoc/>
    public override void Finish(Position end, GrammarContext context, IEmitter<ScenarioStatement> emitter)
    {
        ArgumentNullException.ThrowIfNull(context);
        _text.Finish(end, ((JsonContext)context).Scenario, new TwinFixes(emitter));
    }

    /// <inheritdoc/>
    public override IReadOnlySet<Expectation> Expect(scoped ref ParseState state, GrammarContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var words = JsonOps.Words(JsonOps.In(((JsonContext)context).Scenario.Block));
        return words.Select(word => new Expectation(ExpectationKind.Keyword, word)).ToHashSet();
    }

    /// <inheritdoc/>
    public override void WriteCanonical(ScenarioStatement item, IBufferWriter<byte> output) => _text.WriteCanonical(item, output);

    // The block of a head that was wrong: its lines are passed until the one that closes it.
    private static Reply Skip(ref JsonReading reading, bool isRead, ScenarioContext context)
    {
        if (isRead && JsonLines.OpOf(ref reading) is { } op)
            context.Skipping += JsonOps.Opens(op) ? 1 : op == JsonOp.Close ? -1 : 0;
        return new Reply { Kind = ReplyKind.Ok, Consumed = true };
    }

    // What is missing at the end of the source is a line of the twin here.
    private sealed class TwinFixes(IEmitter<ScenarioStatement> inner) : IEmitter<ScenarioStatement>
    {
        public void Commit(in SourceSpan span, ScenarioStatement item) => inner.Commit(span, item);

        public void CommitRow(in SourceSpan span, string owner, ReadOnlySpan<double> values) => inner.CommitRow(span, owner, values);

        public void Report(Diagnostic diagnostic) => inner.Report(diagnostic with
        {
            FixIts = [.. diagnostic.FixIts.OfType<FixIt.Insert>().Select(fix => fix with { Text = Line(diagnostic.Code, fix.Text) })],
        });

        private static string Line(string code, string text) => (text.StartsWith('\n') ? "\n" : "") + code switch
        {
            "scn.eof.unclosed_block" => """{"op":"close"}""",
            "scn.eof.missing_end" => """{"op":"end"}""",
            _ => """{"op":"scenario","name":"name","version":1}""",
        } + "\n";
    }
}
