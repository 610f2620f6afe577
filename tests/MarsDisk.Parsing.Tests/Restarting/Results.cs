using System.Buffers;
using System.Collections;
using System.Text;

namespace MarsDisk.Parsing.Tests.Restarting;

/// <summary>
/// Results as text, so that two of them can be compared in all respects and a difference can be read.
/// </summary>
internal static class Results
{
    public static string Text<T>(this ParseResult<T> result)
    {
        var text = new StringBuilder();
        text.AppendLine(FormattableString.Invariant(
            $"value {(result.HasValue ? Show(result.Value) : "none")} at {result.Span} recovered {result.Recovered}"));
        foreach (var diagnostic in result.Diagnostics)
            text.AppendLine(Text(diagnostic));
        return text.ToString();
    }

    /// <summary>A streaming parse of chunks that the feeder gives.</summary>
    public static (StreamOutcome<T> Outcome, long Looked) Stream<T>(
        this Parser<T> parser, IEnumerable<byte[]> chunks, RunConfig? config = null)
    {
        var feeder = new MemoryFeeder(chunks.Select(chunk => (ReadOnlyMemory<byte>)chunk));
        var stream = new GeneralStream<T>(parser, new() { RunConfig = config ?? new() }, feeder);
        return (stream.Run(), stream.Policy.Looked);
    }

    /// <summary>A streaming parse of chunks that the caller gives, one for each resume.</summary>
    public static StreamOutcome<T> Resumed<T>(
        this Parser<T> parser, IEnumerable<byte[]> chunks, RunConfig? config = null)
    {
        var feeder = MemoryFeeder.Answering(FeederYield.Await());
        var outcome = StreamingRunner.RunStream(parser, feeder, new StreamingConfig { RunConfig = config ?? new() });
        foreach (var chunk in chunks)
        {
            if (outcome.Kind == StreamOutcomeKind.Completed)
                return outcome;
            outcome = StreamingRunner.Resume(outcome.Continuation!, new ReadOnlySequence<byte>(chunk));
        }

        return outcome.Kind == StreamOutcomeKind.Completed
            ? outcome
            : StreamingRunner.Resume(outcome.Continuation!, ReadOnlySequence<byte>.Empty, isFinal: true);
    }

    /// <summary>One way to cut a source: bit k of the number set means a border behind byte k.</summary>
    public static IEnumerable<byte[]> Cut(byte[] source, int borders)
    {
        var start = 0;
        for (var end = 1; end <= source.Length; end++)
        {
            if (end < source.Length && (borders >> (end - 1) & 1) == 0)
                continue;
            yield return source[start..end];
            start = end;
        }
    }

    private static string Text(Diagnostic diagnostic)
    {
        var expected = diagnostic.Expected is { } summary
            ? $"{summary.Humanized} [{string.Join(' ', summary.Alternatives)}] {summary.ContextNote} {summary.Omitted}"
            : "";
        var head = $"{diagnostic.Code} {diagnostic.Severity} {diagnostic.Message} {diagnostic.At}";
        return $"{head} {expected} {string.Join(' ', diagnostic.Notes)} {string.Join(' ', diagnostic.FixIts)} "
            + $"{string.Join(' ', diagnostic.Trace)} {string.Join(' ', Facts(diagnostic))}";
    }

    private static IEnumerable<string> Facts(Diagnostic diagnostic)
        => diagnostic.Extensions.Values.OfType<ExtensionMap>().SelectMany(map => map.Values)
            .Select(fact => FormattableString.Invariant($"{fact.Key}={fact.Value}")).Order(StringComparer.Ordinal);

    private static string Show(object? value) => value is IEnumerable list and not string
        ? $"[{string.Join(' ', list.Cast<object?>().Select(Show))}]"
        : FormattableString.Invariant($"{value}");
}
