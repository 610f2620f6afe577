using MarsDisk.Parsing;
using MarsDisk.Scenario.Blocks;

namespace MarsDisk.Scenario.Reading;

/// <summary>
/// Events at a time, as they are usually written: most lines of a long scenario. Knows only what is right; every other line
/// is left to <see cref="Grammar.LineReader"/>, which reads the same events in every spelling. What is read here is its own
/// canonical text, but for zeros that end decimals.
/// </summary>
internal static class EventReader
{
    // Limits below this are for tests and hostile sources. Numbers are shorter here.
    private const int NumberBytesMax = 16;

    /// <summary>Reads and commits events, a line each, up to the first line that is something else.</summary>
    public static void Read(scoped ref LineRun lines, ScenarioContext context, StatementEmitter<ScenarioStatement> emitter)
    {
        var lineBytesMax = context.Settings.Limits.MaxLineBytes;
        while (lines.Count < lines.CountMax && !emitter.IsPaused && !emitter.HasEnded)
        {
            var bytes = lines.Lines[lines.Bytes..];
            var hasZeros = false;
            var end = Parse(bytes, context, out var start, out var time, out var action, ref hasZeros);
            var next = end;
            if ((uint)next < (uint)bytes.Length && bytes[next] == '\r')
                next++;
            if ((uint)next >= (uint)bytes.Length || bytes[next] != '\n' || end > lineBytesMax)
                return;
            var run = context.Run!;
            var statement = new EventScheduled(lines.Span(start, end), run.Id, new(false, time), action);
            Commit(statement, bytes[start..end], hasZeros, context, emitter);
            lines.Pass(next + 1);
        }
    }

    /// <summary>Reads and commits one event. False for everything else, which is not touched.</summary>
    public static bool TryRead(in Input input, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        var bytes = input.Bytes;
        var hasZeros = false;
        var end = Parse(bytes, context, out var start, out var time, out var action, ref hasZeros);
        if (end != bytes.Length || end == 0)
            return false;
        var span = new SourceSpan(input.BaseOffset + start, input.BaseOffset + end, input.BaseLine, start + 1, input.BaseLine, end + 1);
        Commit(new(span, context.Run!.Id, new(false, time), action), bytes[start..], hasZeros, context, emitter);
        return true;
    }

    private static void Commit(
        EventScheduled statement, ReadOnlySpan<byte> line, bool hasZeros, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        var run = context.Run!;
        run.Pass(statement.At.Time);
        if (run.Phase != RunPhase.TimeLine)
        {
            run.Phase = RunPhase.TimeLine;
            run.FirstEvent ??= new(statement.Span.Start, statement.Span.StartLine, statement.Span.StartColumn);
        }

        if (!hasZeros)
            emitter.Commit(statement.Span, statement, line);
        else if (line.Length <= context.Names.Scratch.Length)
            emitter.Commit(statement.Span, statement, UsualText.WithoutZeros(line, context.Names.Scratch));
        else
            emitter.Commit(statement.Span, statement);
    }

    /// <summary>Index behind the event that begins a text, or -1. Whether the line ends there is the caller's question.</summary>
    private static int Parse(
        ReadOnlySpan<byte> bytes, ScenarioContext context, out int start, out Quantity time, out ScenarioAction action, ref bool hasZeros)
    {
        start = 0;
        time = default;
        action = null!;
        if (context.Run is not { TakesEvents: true } run || context.Sweep is not null)
            return -1;
        while ((uint)start < (uint)bytes.Length && bytes[start] == ' ')
            start++;
        int at;
        if ((at = UsualText.Word(bytes, start, "at "u8)) < 0
            || (at = UsualText.Time(bytes, at, out time, ref hasZeros)) < 0
            || (run.LatestLike(time) is { } latest && time.Si < latest.Si)
            || (at = UsualText.Word(bytes, at, " "u8)) < 0)
        {
            return -1;
        }

        return Action(bytes, at, context, out action, ref hasZeros);
    }

    private static int Action(ReadOnlySpan<byte> bytes, int at, ScenarioContext context, out ScenarioAction action, ref bool hasZeros)
    {
        action = null!;
        var limits = context.Settings.Limits;
        if (limits.MaxNumberBytes < NumberBytesMax)
            return -1;
        int next;
        if ((next = UsualText.Word(bytes, at, "set "u8)) > 0)
        {
            if ((next = UsualText.Key(bytes, next, context.Names, out var key)) > 0
                && (next = UsualText.Word(bytes, next, "= "u8)) > 0
                && (next = UsualText.Amount(bytes, next, default, out var value, ref hasZeros)) > 0)
            {
                action = new ScenarioAction.SetKey(key, new ScenarioValue.Number(value));
            }
        }
        else if ((next = UsualText.Word(bytes, at, "ramp "u8)) > 0)
        {
            if ((next = UsualText.Key(bytes, next, context.Names, out var key)) > 0
                && (next = UsualText.Word(bytes, next, "to "u8)) > 0
                && (next = UsualText.Amount(bytes, next, " over "u8, out var value, ref hasZeros)) > 0
                && (next = UsualText.Time(bytes, next, out var over, ref hasZeros)) > 0)
            {
                action = new ScenarioAction.Ramp(key, new ScenarioValue.Number(value), over);
            }
        }
        else if ((next = UsualText.Word(bytes, at, "log "u8)) > 0)
        {
            if ((next = UsualText.Text(bytes, next, limits.MaxStringBytes, out var words)) > 0)
                action = new ScenarioAction.Log(words);
        }
        else if ((next = UsualText.Word(bytes, at, "snapshot "u8)) > 0
            && (next = UsualText.Text(bytes, next, limits.MaxStringBytes, out var label)) > 0)
        {
            action = new ScenarioAction.Snapshot(label);
        }

        return next;
    }
}
