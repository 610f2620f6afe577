using System.Text;

namespace MarsDisk.Parsing.Tests.Parsers;

/// <summary>What a parser answered, with everything that the prefix law compares.</summary>
internal sealed record Answer<T>(
    ReplyKind Kind, bool Consumed, bool Committed, int MoreBytes, int Cursor, int Examined, T? Value, string Expected)
{
    /// <summary>The answer in one line: <c>Ok consumed @2 = 5</c>.</summary>
    public override string ToString()
        => Kind == ReplyKind.NeedMore
            ? FormattableString.Invariant($"NeedMore({MoreBytes})")
            : FormattableString.Invariant(
                $"{Kind}{(Consumed ? " consumed" : "")}{(Committed ? " committed" : "")} @{Cursor}")
                + (Kind == ReplyKind.Ok ? $" = {Show(Value)}" : Expected.Length > 0 ? $" expected {Expected}" : "");

    private static string Show(object? value) => value switch
    {
        ByteRange range => FormattableString.Invariant($"{range.Start}+{range.Length}"),
        byte one => ((char)one).ToString(),
        Nothing => "nothing",
        string text => text,
        System.Collections.IEnumerable list => $"[{string.Join(' ', list.Cast<object?>().Select(Show))}]",
        _ => FormattableString.Invariant($"{value}"),
    };
}

/// <summary>Runs parsers on one window.</summary>
internal static class Probe
{
    /// <summary>The answer without and with expectations, which must agree (item 72).</summary>
    public static Answer<T> Read<T>(this Parser<T> parser, string text, bool isFinal = true, RunConfig? config = null)
    {
        var plain = Read(parser, text, isFinal, config, failures: null);
        var failures = new FailureCollector(new ExpectationTable());
        var collected = Read(parser, text, isFinal, config, failures);
        Assert.Equal(plain.ToString(), (collected with { Expected = "" }).ToString());
        Assert.Equal(plain.Examined, collected.Examined);
        return collected;
    }

    /// <summary>The failure that a pass with expectations leaves.</summary>
    public static FailureCollector Failures<T>(this Parser<T> parser, string text, RunConfig? config = null)
    {
        var failures = new FailureCollector(new ExpectationTable());
        _ = Read(parser, text, isFinal: true, config, failures);
        return failures;
    }

    /// <summary>Code of the fault that ended the parse; null without one.</summary>
    public static (string Code, string Message)? Fault<T>(this Parser<T> parser, string text, RunConfig? config = null)
    {
        var state = new ParseState(new Input(Encoding.UTF8.GetBytes(text), 0, 1, true, default), config ?? new());
        _ = parser.Parse(ref state, out _);
        return state.Session.Fault is { } fault ? (fault.Code, fault.Message) : null;
    }

    private static Answer<T> Read<T>(
        Parser<T> parser, string text, bool isFinal, RunConfig? config, FailureCollector? failures)
    {
        var input = new Input(Encoding.UTF8.GetBytes(text), 0, 1, isFinal, default);
        var state = new ParseState(input, config ?? new()) { Failures = failures };
        var reply = parser.Parse(ref state, out var value);
        var expected = failures is null || failures.Best.Offset < 0
            ? ""
            : FormattableString.Invariant($"{string.Join('|', Texts(failures))} at {failures.Best.Offset}");
        return new(
            reply.Kind, reply.Consumed, reply.Committed, reply.MoreBytes, state.Cursor, state.Examined,
            reply.Kind == ReplyKind.Ok ? value : default, expected);
    }

    private static IEnumerable<string> Texts(FailureCollector failures)
        => failures.Expected.Select(one => one.Text).Order(StringComparer.Ordinal);
}
