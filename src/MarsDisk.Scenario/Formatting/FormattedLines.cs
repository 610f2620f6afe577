using System.Buffers;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Blocks;
using MarsDisk.Scenario.Canonical;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Formatting;

/// <summary>Lines of a scenario as they are written again. Takes what the grammar emits for a line, then writes the line.</summary>
internal sealed class FormattedLines : IEmitter<ScenarioStatement>
{
    private const string Blanks = "          ";

    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private readonly List<ScenarioStatement> _emitted = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private double[]? _row;

    public bool HasErrors { get; private set; }

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    public byte[] ToArray() => _output.WrittenSpan.ToArray();

    public void Commit(in SourceSpan span, ScenarioStatement item) => _emitted.Add(item);

    public void CommitRow(in SourceSpan span, string owner, ReadOnlySpan<double> values) => _row = values.ToArray();

    public void Report(Diagnostic diagnostic)
    {
        _diagnostics.Add(diagnostic);
        HasErrors |= diagnostic.Severity == Severity.Error;
    }

    /// <summary>The next line begins.</summary>
    public void Begin()
    {
        _emitted.Clear();
        _row = null;
    }

    /// <summary>Writes the line that was read.</summary>
    /// <param name="frame">Its bytes.</param>
    /// <param name="before">What it stands in.</param>
    /// <param name="context">The context behind it.</param>
    public void Write(ReadOnlySpan<byte> frame, BlockKind before, ScenarioContext context)
    {
        var comment = FrameScan.Comment(frame);
        var text = new CanonicalText(_output);
        var hasStatement = !frame[..comment].Trim(" \t\\\r\n"u8).IsEmpty;
        if (hasStatement || comment < frame.Length)
            text.Word(Blanks[..(2 * Math.Min(Depth(before), Depth(context.Block)))]);
        if (hasStatement)
            WriteStatement(ref text, before, context);
        if (comment < frame.Length)
            WriteComment(ref text, frame[comment..], hasStatement);
        text.Write((byte)'\n');
        text.End();
    }

    // Lines of a comment that continues are kept; only their line ends become alike.
    private static void WriteComment(scoped ref CanonicalText text, ReadOnlySpan<byte> comment, bool hasStatement)
    {
        if (hasStatement)
            text.Write("  "u8);
        comment = comment.TrimEnd(" \t"u8);
        foreach (var value in comment)
        {
            if (value != '\r')
                text.Write(value);
        }
    }

    private static int Depth(BlockKind block) => block switch
    {
        BlockKind.Top => 0,
        BlockKind.Template or BlockKind.Driver => 2,
        _ => 1,
    };

    private void WriteStatement(scoped ref CanonicalText text, BlockKind before, ScenarioContext context)
    {
        var after = context.Block;
        if (_row is { } row)
            WriteRow(ref text, row);
        else if (before != BlockKind.Top && Depth(after) < Depth(before))
            text.Write((byte)'}');
        else if (after != before)
            WriteHead(ref text, after, context);
        else if (_emitted is [RunOpened, RunClosed closed])
            WriteNamed(ref text, "run "u8, closed.RunId);
        else if (_emitted is [.., var last])
            CanonicalWriter.WriteLine(ref text, last);
        else
            WriteKept(ref text, context);
    }

    private void WriteHead(scoped ref CanonicalText text, BlockKind block, ScenarioContext context)
    {
        switch (block)
        {
            case BlockKind.Config:
                text.Write("config {"u8);
                break;
            case BlockKind.Sweep:
                WriteNamed(ref text, "sweep "u8, context.Sweep!.Id);
                text.Write(" {"u8);
                break;
            case BlockKind.Run or BlockKind.Template:
                WriteNamed(ref text, "run "u8, context.Run!.Id);
                text.Write(" {"u8);
                break;
            default:
                CanonicalWriter.WriteLine(ref text, _emitted[^1]);
                break;
        }
    }

    // Lines that are part of a unit which is not complete: the newest thing the context has.
    private static void WriteKept(scoped ref CanonicalText text, ScenarioContext context)
    {
        if (context.Config is { } config)
            CanonicalWriter.WriteAssignment(ref text, config.Assignments.Last);
        else if (context.Run is { } run)
            WriteSetting(ref text, run);
        else if (context.Sweep is { } sweep)
            WriteAxisOrOption(ref text, sweep);
    }

    private static void WriteSetting(scoped ref CanonicalText text, RunScope run)
    {
        switch (run.Newest)
        {
            case { } line:
                CanonicalWriter.WriteLine(ref text, line);
                break;
            case null when run.Options.Count > 0 && (run.Overrides.Count == 0
                || run.Options.Last.Span.Start > run.Overrides.Last.Span.Start):
                CanonicalWriter.WriteAssignment(ref text, run.Options.Last);
                break;
            default:
                text.Write("set "u8);
                CanonicalWriter.WriteAssignment(ref text, run.Overrides.Last);
                break;
        }
    }

    private static void WriteAxisOrOption(scoped ref CanonicalText text, SweepScope sweep)
    {
        var axisAt = sweep.Axes.Count == 0 ? -1 : sweep.Varied[sweep.Axes[^1].Key].Start;
        if (sweep.Options.Count > 0 && sweep.Options.Last.Span.Start > axisAt)
            CanonicalWriter.WriteAssignment(ref text, sweep.Options.Last);
        else
            SweepWriter.WriteAxis(ref text, sweep.Axes[^1]);
    }

    private static void WriteRow(scoped ref CanonicalText text, double[] row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (i > 0)
                text.Write(", "u8);
            text.Number(row[i]);
        }
    }

    private static void WriteNamed(scoped ref CanonicalText text, ReadOnlySpan<byte> word, string name)
    {
        text.Write(word);
        text.Quote(name);
    }
}
