using MarsDisk.Scenario.Checks;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Reading;

/// <summary>Reads what an event does.</summary>
internal static class ActionReader
{
    private static readonly ScenarioAction Flush = new ScenarioAction.Flush();
    private static readonly ScenarioAction Resume = new ScenarioAction.Resume();
    private static readonly ScenarioAction Pause = new ScenarioAction.Pause(null);
    private static readonly ScenarioAction Snapshot = new ScenarioAction.Snapshot(null);
    private static readonly ScenarioAction Stop = new ScenarioAction.Stop(null);

    public static bool Read(scoped ref FrameCursor cursor, out ScenarioAction action)
    {
        var start = cursor.Here;
        var word = cursor.TakeName();
        switch (word.Length)
        {
            case 3 when word.SequenceEqual("set"u8):
                return Set(ref cursor, out action);
            case 4 when word.SequenceEqual("ramp"u8):
                return Ramp(ref cursor, out action);
            case 3 when word.SequenceEqual("log"u8):
                return Log(ref cursor, out action);
            case 5 when word.SequenceEqual("flush"u8):
                action = Flush;
                return true;
            case 4 when word.SequenceEqual("stop"u8):
                return Texted(ref cursor, Stop, out action);
            case 8 when word.SequenceEqual("snapshot"u8):
                return Texted(ref cursor, Snapshot, out action);
            case 5 when word.SequenceEqual("pause"u8):
                return PauseFor(ref cursor, out action);
            case 6 when word.SequenceEqual("resume"u8):
                action = Resume;
                return true;
            case 5 when word.SequenceEqual("fault"u8):
                return Fault(ref cursor, out action);
        }

        cursor.Return(start);
        action = Flush;
        return cursor.FailAny(Expectations.Actions);
    }

    private static bool Set(scoped ref FrameCursor cursor, out ScenarioAction action)
    {
        action = Flush;
        if (!cursor.Blank() || !KeyReader.Path(ref cursor, out var key))
            return false;
        cursor.SkipBlanks();
        if (!cursor.Symbol((byte)'=', Expected.Equals))
            return false;
        cursor.SkipBlanks();
        if (!ValueReader.Read(ref cursor, out var value))
            return false;
        action = new ScenarioAction.SetKey(key, value);
        return true;
    }

    private static bool Ramp(scoped ref FrameCursor cursor, out ScenarioAction action)
    {
        action = Flush;
        if (!cursor.Blank() || !KeyReader.Path(ref cursor, out var key)
            || !cursor.Blank() || !cursor.Keyword("to"u8, Expected.WordTo)
            || !cursor.Blank() || !ValueReader.Read(ref cursor, out var value)
            || !cursor.Blank() || !cursor.Keyword("over"u8, Expected.WordOver)
            || !cursor.Blank() || !TimeReader.Read(ref cursor, out var over))
        {
            return false;
        }

        action = new ScenarioAction.Ramp(key, value, over);
        return true;
    }

    private static bool Log(scoped ref FrameCursor cursor, out ScenarioAction action)
    {
        action = Flush;
        if (!cursor.Blank() || !QuotedReader.Text(ref cursor, out var text))
            return false;
        action = new ScenarioAction.Log(text);
        return true;
    }

    private static bool Texted(scoped ref FrameCursor cursor, ScenarioAction without, out ScenarioAction action)
    {
        action = without;
        if (!cursor.TryText(out var hasText, out var text))
            return false;
        if (hasText)
            action = ReferenceEquals(without, Stop) ? new ScenarioAction.Stop(text) : new ScenarioAction.Snapshot(text);
        return true;
    }

    private static bool PauseFor(scoped ref FrameCursor cursor, out ScenarioAction action)
    {
        action = Pause;
        var end = cursor.Here;
        if (!cursor.SkipBlanks() || !cursor.Keyword("for"u8, Expected.WordFor))
        {
            cursor.Return(end);
            return true;
        }

        if (!cursor.Blank() || !TimeReader.Read(ref cursor, out var time))
            return false;
        action = new ScenarioAction.Pause(time);
        return true;
    }

    private static bool Fault(scoped ref FrameCursor cursor, out ScenarioAction action)
    {
        action = Flush;
        if (!cursor.Blank() || !Kind(ref cursor, out var kind) || !cursor.Blank() || !QuotedReader.Text(ref cursor, out var target))
            return false;
        var arguments = new Blocks.AssignmentList();
        var end = cursor.Here;
        while (true)
        {
            cursor.SkipBlanks();
            if (!cursor.Symbol((byte)',', Expected.Comma))
                break;
            cursor.SkipBlanks();
            if (!AssignmentReader.Option(ref cursor, out var argument))
                return false;
            if (arguments.Find(argument.Key) is { } first)
                return KeyFindings.Duplicate(ref cursor, argument, first);
            arguments.Add(argument);
            end = cursor.Here;
        }

        cursor.Return(end);
        action = new ScenarioAction.Fault(kind, target, arguments.Items);
        return true;
    }

    /// <summary>A kind of fault.</summary>
    public static bool Kind(scoped ref FrameCursor cursor, out string kind)
    {
        kind = "";
        var bytes = cursor.Bytes;
        var start = cursor.At;
        var end = start;
        while (end < bytes.Length && (bytes[end] is >= (byte)'a' and <= (byte)'z' || (end > start && ByteClass.IsDigit(bytes[end]))
            || (end > start && bytes[end] == '-')))
        {
            end++;
        }

        if (end == start)
            return cursor.FailAny(Expectations.FaultKinds);
        cursor.At = end;
        foreach (var known in Expectations.FaultKinds.AsSpan()[1..])
        {
            if (!System.Text.Ascii.Equals(bytes[start..end], Expectations.Text(known)))
                continue;
            kind = Expectations.Text(known);
            return true;
        }

        return ValueFindings.FaultKind(ref cursor, start);
    }
}
