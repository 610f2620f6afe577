using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Checks;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Grammar;

/// <summary>Makes a diagnostic of what the second pass over a frame has gathered.</summary>
internal static class SyntaxError
{
    private const string EndName = "the end of the line";

    public static Diagnostic Of(scoped ref FrameCursor cursor, Failures failures, ScenarioContext context, int word)
    {
        var diagnostic = failures.Finding ?? Unexpected(ref cursor, failures);
        return diagnostic with { Trace = Trace(ref cursor, context, word) };
    }

    private static Diagnostic Unexpected(scoped ref FrameCursor cursor, Failures failures)
    {
        var best = failures.Collector.Best;
        var offset = Math.Max(best.Offset, 0);
        var bytes = cursor.Bytes;
        if (offset < bytes.Length && FrameScan.DirectionLength(bytes[offset..]) > 0)
            return TextFindings.Direction(ref cursor, offset, Severity.Error);

        var end = TokenEnd(bytes, offset);
        var at = cursor.Range(offset, end);
        var found = ParseNames.Text(bytes[offset..end]);
        if (IsUnit(failures, bytes, offset))
            return ValueFindings.Unknown(ref cursor, offset, out _);

        var summary = ExpectationSummaries.Of(failures.Collector, bytes, EndName);
        var words = failures.Collector.Expected.Where(expected => expected.Kind == ExpectationKind.Keyword).Select(expected => expected.Text);
        var near = found.Length == 0 ? [] : DidYouMean.Nearest(found, words);
        var (insert, note) = Insertion(best, bytes, offset);
        List<(SourceSpan?, string)> notes = [];
        if (note is not null)
            notes.Add((null, note));
        if (failures.Remark is not null)
            notes.Add((null, failures.Remark));
        if (DidYouMean.Sentence(near) is { } sentence)
            notes.Add((null, sentence));
        List<FixIt> fixIts = [.. near.Select(name => new FixIt.Replace(at, name))];
        insert = failures.Insertion ?? insert;
        if (insert is not null)
            fixIts.Add(new FixIt.Insert(at, insert));
        return new("scn.syntax.expected", Severity.Error, summary.Humanized, at)
        {
            Expected = summary,
            Notes = notes,
            FixIts = fixIts,
        };
    }

    // What is missing where one thing is certainly missing. Only where the rest can stand as it is.
    private static (string? Text, string? Note) Insertion(in Failure best, ReadOnlySpan<byte> bytes, int offset)
    {
        var isEnd = offset >= bytes.Length || bytes[offset] == '#';
        if (Has(best, Expected.TimeUnit))
            return (isEnd ? " yr" : "yr ", "insert a unit, for example \"yr\"");
        if (Has(best, Expected.Equals))
            return ("= ", null);
        if (Has(best, Expected.CloseBracket))
            return isEnd ? ("]", null) : (", ", null);
        if (Has(best, Expected.CloseParen))
            return isEnd || bytes[offset] is (byte)'{' or (byte)'l' or (byte)'s' ? (") ", null) : (", ", null);
        return (null, null);
    }

    private static bool IsUnit(Failures failures, ReadOnlySpan<byte> bytes, int offset)
        => Has(failures.Collector.Best, Expected.Unit) && offset < bytes.Length && ByteClass.Is(bytes[offset], ByteClass.Start)
            && !failures.Collector.Expected.Any(expected => expected.Kind == ExpectationKind.Keyword);

    private static bool Has(in Failure best, Expected expected) => best.Expected.Contains((int)expected);

    // As much as the message quotes.
    private static int TokenEnd(ReadOnlySpan<byte> bytes, int offset)
    {
        if (offset >= bytes.Length)
            return bytes.Length;
        var end = offset;
        while (end < bytes.Length && (ByteClass.Is(bytes[end], ByteClass.Word) || bytes[end] == '.'))
            end++;
        if (end > offset)
            return end;
        _ = Rune.DecodeFromUtf8(bytes[offset..], out _, out var length);
        return offset + length;
    }

    private static List<(string, SourceSpan)> Trace(scoped ref FrameCursor cursor, ScenarioContext context, int word)
    {
        List<(string, SourceSpan)> trace = [];
        if (context.Config is { } config)
            trace.Add(("config", config.Head));
        if (context.Sweep is { } sweep)
            trace.Add(($"sweep \"{sweep.Id}\"", sweep.Head));
        if (context.Run is { } run)
            trace.Add(($"run \"{run.Id}\"", run.Head));
        if (context.Table is { } table)
            trace.Add((table.IsDriver ? "drive" : $"table {table.Owner}", table.Head));
        var end = word;
        while (end < cursor.Bytes.Length && ByteClass.Is(cursor.Bytes[end], ByteClass.Name))
            end++;
        if (end > word && ByteClass.Is(cursor.Bytes[word], ByteClass.Start) && IsStatement(cursor.Bytes[word..end]))
            trace.Add((ParseNames.Text(cursor.Bytes[word..end]), cursor.Range(word, end)));
        return trace;
    }

    private static bool IsStatement(ReadOnlySpan<byte> word)
    {
        foreach (var statement in Expectations.Words)
        {
            if (Ascii.Equals(word, Expectations.Text(statement)))
                return true;
        }

        return false;
    }
}
