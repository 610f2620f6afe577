using MarsDisk.Parsing;
using MarsDisk.Scenario.Blocks;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Reading;

/// <summary>
/// Events at a time, as they are usually written: most lines of a long scenario. Knows only what is right; every other line
/// is left to <see cref="Grammar.LineReader"/>, which reads the same events in every spelling.
/// </summary>
internal static class EventReader
{
    /// <summary>Reads and commits an event. False for everything else, which is not touched.</summary>
    public static bool TryRead(in Input input, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        if (context.Run is not { TakesEvents: true } run || context.Sweep is not null)
            return false;
        var bytes = input.Bytes;
        var names = context.Names;
        var start = 0;
        while ((uint)start < (uint)bytes.Length && bytes[start] == ' ')
            start++;
        var scratch = names.Scratch;
        if (bytes.Length > scratch.Length)
            return false;

        var text = new UsualText(bytes, start, scratch);
        var limits = context.Settings.Limits;
        if (!text.Pass("at "u8) || !TryTime(ref text, limits, out var time) || !text.Pass(" "u8)
            || !TryAction(ref text, names, limits, out var action) || !text.IsAtEnd
            || (run.LatestLike(time) is { } latest && time.Si < latest.Si))
        {
            return false;
        }

        var span = new SourceSpan(
            input.BaseOffset + start, input.BaseOffset + bytes.Length, input.BaseLine, start + 1, input.BaseLine, bytes.Length + 1);
        run.Phase = RunPhase.TimeLine;
        run.FirstEvent ??= new(span.Start, span.StartLine, span.StartColumn);
        run.Pass(time);
        emitter.Commit(span, new EventScheduled(span, run.Id, new(false, time), action), text.Canonical());
        return true;
    }

    private static bool TryTime(scoped ref UsualText text, ParseLimits limits, out Quantity time)
    {
        if (text.Number(limits.MaxNumberBytes, out var value) && text.Pass(" "u8) && text.Unit(out var unit)
            && (unit.IsTime || ReferenceEquals(unit, UnitTable.Orbit)))
        {
            time = new(value, unit);
            return true;
        }

        time = default;
        return false;
    }

    private static bool TryAction(scoped ref UsualText text, ParseNames names, ParseLimits limits, out ScenarioAction action)
    {
        action = null!;
        if (text.Pass("set "u8))
        {
            if (!text.Key(names, out var key) || !text.Pass("= "u8) || !text.Number(limits.MaxNumberBytes, out var value))
                return false;
            var unit = UnitExpr.None;
            if (!text.IsAtEnd && (!text.Pass(" "u8) || !text.Unit(out unit)))
                return false;
            action = new ScenarioAction.SetKey(key, new ScenarioValue.Number(new(value, unit)));
            return true;
        }

        if (text.Pass("ramp "u8))
        {
            if (!text.Key(names, out var key) || !text.Pass("to "u8) || !text.Number(limits.MaxNumberBytes, out var value)
                || !text.Pass(" "u8))
            {
                return false;
            }

            var unit = UnitExpr.None;
            if (!text.Pass("over "u8) && (!text.Unit(out unit) || !text.Pass(" over "u8)))
                return false;
            if (!TryTime(ref text, limits, out var over))
                return false;
            action = new ScenarioAction.Ramp(key, new ScenarioValue.Number(new(value, unit)), over);
            return true;
        }

        if (text.Pass("log "u8) && text.LastString(limits.MaxStringBytes, out var words))
            action = new ScenarioAction.Log(words);
        else if (text.Pass("snapshot "u8) && text.LastString(limits.MaxStringBytes, out var label))
            action = new ScenarioAction.Snapshot(label);
        return action is not null;
    }
}
