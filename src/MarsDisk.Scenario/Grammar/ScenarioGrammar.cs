using System.Buffers;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Blocks;
using MarsDisk.Scenario.Canonical;
using MarsDisk.Scenario.Checks;
using MarsDisk.Scenario.Grammar;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Reading;
using MarsDisk.Scenario.Rows;

namespace MarsDisk.Scenario;

/// <summary>
/// The text form of scenarios, version 1. One pass over each frame without gathering expectations; a frame that fails is read
/// once more, by the same code, with a collector. Safe for concurrent use: all state is in the context.
/// </summary>
/// <param name="requiresEnd">A source without <c>end</c> is incomplete: for sockets and actors, where a cut transfer must show.</param>
public sealed class ScenarioGrammar(bool requiresEnd = false) : StatementGrammar<ScenarioStatement>
{
    private static readonly GrammarId Identity = new("scenario", 1, Fingerprint.Of());

    /// <inheritdoc/>
    public override GrammarId Id => Identity;

    /// <inheritdoc/>
    public override bool RequiresEnd => requiresEnd;

    /// <inheritdoc/>
    public override GrammarContext CreateContext() => new ScenarioContext();

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The bytes are not a context of this version.</exception>
    public override GrammarContext ReadContext(ReadOnlySpan<byte> saved) => ContextReader.Read(saved);

    /// <inheritdoc/>
    public override Reply ParseFrame(scoped ref ParseState state, GrammarContext context, IEmitter<ScenarioStatement> emitter)
    {
        var scenario = (ScenarioContext)context;
        Take(state.Config, scenario);
        state.Cursor = state.Input.Bytes.Length;
        state.Examined = state.Cursor + 1;
        if (scenario.Skipping > 0)
            return Line(ref state, scenario, emitter);
        if (scenario.Table is not { } table)
            return EventReader.TryRead(state.Input, scenario, emitter) ? Done : Line(ref state, scenario, emitter);
        if (RowReader.TryRead(state.Input, scenario, table, emitter, out var hasComment))
        {
            if (hasComment)
                Warn(ref state, scenario, FrameMode.Row, emitter);
            return Done;
        }

        return Line(ref state, scenario, emitter);
    }

    /// <inheritdoc/>
    internal override RowRun ReadRows(
        ReadOnlySpan<byte> lines, int rowsMax, GrammarContext context, StatementEmitter<ScenarioStatement> emitter)
    {
        var scenario = (ScenarioContext)context;
        if (scenario.Table is not { } table)
            return default;
        var run = emitter.MoreRows(table.Owner, table.Values.Length, rowsMax);
        if (run.RowsMax > 0)
            ManyRows.Read(lines, scenario.Settings.Limits, table, ref run);
        return run;
    }

    /// <inheritdoc/>
    internal override void ReadLines(scoped ref LineRun run, GrammarContext context, StatementEmitter<ScenarioStatement> emitter)
    {
        var scenario = (ScenarioContext)context;
        Take(run.Config, scenario);
        EventReader.Read(ref run, scenario, emitter);
    }

    /// <inheritdoc/>
    public override void SkipFrame(GrammarContext context)
    {
        var scenario = (ScenarioContext)context;
        Recovery.Break(scenario);
        if (scenario.Run is { IsOpened: false } run && scenario.Sweep is null)
            scenario.Run = new(run.Id, run.Head) { IsOpened = true };
    }

    /// <inheritdoc/>
    public override void Finish(Position end, GrammarContext context, IEmitter<ScenarioStatement> emitter)
    {
        ArgumentNullException.ThrowIfNull(emitter);
        var scenario = (ScenarioContext)context;
        var missing = SourceEnd.Missing(end, scenario, requiresEnd);
        var isCollecting = scenario.Settings.Recover.Mode == RecoverMode.Collect;
        foreach (var diagnostic in isCollecting ? missing : missing.Take(1))
            emitter.Report(isCollecting ? Recovery.Mark(diagnostic, "insert", "\\n", Inserted(diagnostic)) : diagnostic);
    }

    /// <inheritdoc/>
    public override IReadOnlySet<Expectation> Expect(scoped ref ParseState state, GrammarContext context)
    {
        var scenario = (ScenarioContext)context;
        var failures = new Failures(isProbe: true);
        var cursor = new FrameCursor(state.Input, state.Config, scenario.Names, failures);
        if (!scenario.IsClosed && scenario.Skipping == 0)
            _ = LineReader.Read(ref cursor, scenario, Nowhere.Instance);
        return failures.Collector.Expected.ToHashSet();
    }

    /// <inheritdoc/>
    public override void WriteCanonical(ScenarioStatement item, IBufferWriter<byte> output) => CanonicalWriter.Write(item, output);

    private static Reply Done => new() { Kind = ReplyKind.Ok, Consumed = true };

    private static Reply Failed => new() { Kind = ReplyKind.Err, Consumed = true, Committed = true };

    private static void Take(RunConfig config, ScenarioContext context)
    {
        if (!ReferenceEquals(context.Settings, config))
            context.Settings = config;
    }

    private static Reply Line(scoped ref ParseState state, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        if (context.IsClosed)
            return Done;
        if (context.Skipping > 0)
        {
            Recovery.Skip(context, state.Input.Bytes);
            return Done;
        }

        var mode = context.Mode;
        var isPlain = FrameScan.IsPlain(state.Input.Bytes);
        if ((isPlain || FrameScan.Control(state.Input.Bytes) < 0) && Read(ref state, context, emitter))
        {
            if (!isPlain)
                Warn(ref state, context, mode, emitter);
            return Done;
        }

        return Explain(ref state, context, emitter);
    }

    private static bool Read(scoped ref ParseState state, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        var cursor = new FrameCursor(state.Input, state.Config, context.Names, null);
        return LineReader.Read(ref cursor, context, emitter);
    }

    private static void Warn(scoped ref ParseState state, ScenarioContext context, FrameMode mode, IEmitter<ScenarioStatement> emitter)
    {
        var cursor = new FrameCursor(state.Input, state.Config, context.Names, null);
        LineReader.Warn(ref cursor, mode, emitter);
    }

    // The second pass: the same readers, this time with what they expected.
    private static Reply Explain(scoped ref ParseState state, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        var failures = new Failures();
        var cursor = new FrameCursor(state.Input, state.Config, context.Names, failures);
        var control = FrameScan.Control(cursor.Bytes);
        if (control >= 0)
            TextFindings.Control(ref cursor, control);
        else if (LineReader.Read(ref cursor, context, emitter))
            throw new InvalidOperationException("A line was read by the second pass and not by the first.");

        var diagnostic = SyntaxError.Of(ref cursor, failures, context, cursor.Bytes.IndexOfAnyExcept(" \t"u8));
        if (state.Config.Recover.Mode == RecoverMode.Off)
        {
            emitter.Report(diagnostic);
            return Failed;
        }

        RunLines.Open(context, emitter);
        emitter.Report(Recovery.Mark(diagnostic, cursor.Bytes));
        if (context.HasHeader)
        {
            Recovery.Apply(context, cursor.Bytes);
            return Failed;
        }

        // The header is taken as given, so that its absence is one error and not one for each line.
        context.HasHeader = true;
        if (diagnostic.Code == "scn.header.missing" && diagnostic.FixIts is not [FixIt.Replace, ..])
            _ = Line(ref state, context, emitter);
        return Failed;
    }

    private static string Inserted(Diagnostic missing) => ((FixIt.Insert)missing.FixIts[0]).Text.Trim();
}
