using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Blocks;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Checks;

/// <summary>
/// Order inside a run: settings, rules, time line, final lines; times never decrease; behind a pause comes its resume.
/// </summary>
internal static class RunOrder
{
    private const string Decreasing = "scn.time.decreasing";

    public static bool Setting(scoped ref FrameCursor cursor, RunScope run, int start)
        => run.Phase == RunPhase.Settings || OutOfOrder(ref cursor, "scn.run.setting_after_rule", start,
            "settings stand before rules and events", run.FirstRule ?? run.FirstEvent);

    public static bool Rule(scoped ref FrameCursor cursor, RunScope run, int start)
        => run.Phase <= RunPhase.Rules || OutOfOrder(ref cursor, "scn.run.rule_after_event", start,
            "rules stand before the time line: what comes later could not be known in time", run.FirstEvent);

    public static bool Drive(scoped ref FrameCursor cursor, RunScope run, int start)
        => run.Phase <= RunPhase.Rules || OutOfOrder(ref cursor, "scn.run.drive_after_event", start,
            run.HasDriver ? "a run has one driver" : "the driver is the time line: events stand inside it",
            run.HasDriver ? null : run.FirstEvent);

    /// <summary>An event at a time, outside a driver.</summary>
    public static bool Event(scoped ref FrameCursor cursor, RunScope run, in TimedAction at)
    {
        if (run.HasDriver)
        {
            return OutOfOrder(ref cursor, "scn.run.at_outside_drive", at.Start,
                "events of a run with a driver stand inside its block, or act at the end", null);
        }

        return run.Phase < RunPhase.Final
            ? Timed(ref cursor, run, at, run.LatestLike(at.Time))
            : TooLate(ref cursor, at, "the end");
    }

    /// <summary>An event at a time, inside a driver or not: not before the latest one, and a resume while the clock stands.</summary>
    public static bool Timed(
        scoped ref FrameCursor cursor, RunScope run, in TimedAction at, Quantity? latest)
    {
        var time = at.Time;
        if (time.Value < 0)
            return TooLate(ref cursor, at, "the start of the run, 0 s");
        if (latest is { } known && time.Si < known.Si)
            return TooLate(ref cursor, at, Finding.Show(known));
        if (run.PausedAt is not { } paused)
            return true;
        var isSame = paused.IsSeconds == time.IsSeconds && Math.Abs(paused.Si - time.Si) is 0;
        return (isSame && at.Action is ScenarioAction.Resume) || Unreachable(ref cursor, at.Start, paused);
    }

    /// <summary>An event at the end.</summary>
    public static bool AtEnd(scoped ref FrameCursor cursor, RunScope run, int start)
        => run.PausedAt is not { } paused || Unreachable(ref cursor, start, paused);

    private static bool TooLate(scoped ref FrameCursor cursor, in TimedAction at, string latest)
        => cursor.Failures is not null && Finding.Error(ref cursor, Decreasing, at.TimeStart, at.TimeEnd,
            $"times never decrease: {Finding.Show(at.Time)} stands behind {latest}");

    private static bool Unreachable(scoped ref FrameCursor cursor, int start, in Quantity paused)
    {
        if (cursor.Failures is null)
            return false;
        var time = Finding.Show(paused);
        var at = cursor.Range(start, start + 2);
        return cursor.Report(Finding.Of("scn.event.unreachable", at,
            $"the clock stands at {time} since \"pause\": only \"at {time} resume\" can come next") with
        {
            FixIts = [new FixIt.Insert(at, $"at {time} resume\n")],
        });
    }

    // The fix takes the statement out and puts it where it belongs.
    private static bool OutOfOrder(scoped ref FrameCursor cursor, string code, int start, string why, Position? place)
    {
        if (cursor.Failures is null)
            return false;
        var end = cursor.Bytes[..FrameScan.Comment(cursor.Bytes)].TrimEnd(" \t"u8).Length;
        var word = start;
        while (word < cursor.Bytes.Length && ByteClass.Is(cursor.Bytes[word], ByteClass.Name))
            word++;
        var finding = Finding.Of(code, cursor.Range(start, word), $"{why}");
        if (place is { } at)
        {
            var statement = Encoding.UTF8.GetString(cursor.Bytes[start..end]);
            var target = SourceSpan.At(at);
            finding = finding with
            {
                Notes = [(target, "it belongs above this line")],
                FixIts = end > start && cursor.Bytes[end - 1] == '{' ? [] : [new FixIt.Insert(target, statement + "\n"), new FixIt.Delete(cursor.Range(start, end))],
            };
        }

        return cursor.Report(finding);
    }
}
