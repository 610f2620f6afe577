using System.Buffers;
using MarsDisk.Parsing;
namespace MarsDisk.Scenario.Tests.Support;

/// <summary>Parses sources that arrive in pieces.</summary>
internal static class Streams
{
    /// <summary>All that two parses of one source must have in common.</summary>
    public static string Parse(byte[] source, IEnumerable<int> cuts, RunConfig? config = null)
    {
        var transcript = new Transcript();
        using var feeder = new MemoryFeeder(Pieces(source, cuts));
        var outcome = StreamingRunner.RunStream(Scenarios.Grammar, feeder, transcript, new StreamingConfig { RunConfig = config ?? new() });
        while (outcome.Kind == StreamOutcomeKind.Pending)
            outcome = StreamingRunner.Resume(outcome.Continuation!, ReadOnlySequence<byte>.Empty, transcript);
        return Show(transcript, outcome.Result!);
    }

    public static string Parse(byte[] source, RunConfig? config = null)
    {
        var (transcript, result) = Scenarios.Parse(source, config);
        return Show(transcript, result);
    }

    /// <summary>Places to cut a source at, some of them twice, so that there are empty chunks.</summary>
    public static List<int> RandomCuts(Random random, int length)
    {
        var mean = random.Next(1, Math.Max(2, length / 2));
        List<int> cuts = [];
        for (var at = random.Next(mean); at < length; at += random.Next(2 * mean))
            cuts.Add(at);
        return cuts;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Pieces(byte[] source, IEnumerable<int> cuts)
    {
        var at = 0;
        foreach (var cut in cuts.Append(source.Length))
        {
            yield return source.AsMemory(at, cut - at);
            at = cut;
        }
    }

    private static string Show(Transcript transcript, ParseResult<StreamSummary> result)
        => string.Join('\n', transcript.Units)
            + $"\n{result.Value!.Units} {result.Value.Rows} {result.Value.Bytes} {result.Value.TranscriptDigest} {result.HasValue} {result.Recovered}\n"
            + string.Join('\n', result.Diagnostics.Select(Transcript.Show));
}
