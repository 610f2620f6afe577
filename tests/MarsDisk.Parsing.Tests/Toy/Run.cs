using System.Buffers;

namespace MarsDisk.Parsing.Tests.Toy;

/// <summary>Parses a toy source in one of the ways and writes down what came out.</summary>
internal static class Run
{
    public static readonly RunConfig Collecting = new RunConfig().WithRecovery(RecoverMode.Collect);

    /// <summary>Everything that must be equal for every way to cut a source.</summary>
    public static string Describe(Transcript transcript, ParseResult<StreamSummary> result)
        => string.Join('\n', transcript.Lines) + $"\n{result.Value} {result.HasValue} {result.Recovered} {result.Span}\n"
            + string.Join('\n', result.Diagnostics.Select(Transcript.Describe));

    public static string Batch(byte[] source, RunConfig? config = null) => Batch(source, out _, config);

    public static string Batch(byte[] source, out ParseResult<StreamSummary> result, RunConfig? config = null)
    {
        var transcript = new Transcript();
        result = StatementRunner.Run(new ToyGrammar(), source, transcript, config);
        return Describe(transcript, result);
    }

    /// <summary>A feeder gives the chunks; whenever the parse waits, it is resumed with nothing.</summary>
    public static string Fed(IEnumerable<ReadOnlyMemory<byte>> chunks, RunConfig? config = null, Func<SinkReply>? reply = null)
    {
        var transcript = new Transcript();
        if (reply is not null)
            transcript.Reply = reply;
        var outcome = StreamingRunner.RunStream(
            new ToyGrammar(), new MemoryFeeder(chunks), transcript, new() { RunConfig = config ?? new() });
        while (outcome.Kind == StreamOutcomeKind.Pending)
            outcome = StreamingRunner.Resume(outcome.Continuation!, default, transcript);
        return Describe(transcript, outcome.Result!);
    }

    /// <summary>The caller gives the chunks, each in memory that is overwritten afterwards.</summary>
    public static string Resumed(IEnumerable<ReadOnlyMemory<byte>> chunks, RunConfig? config = null, Func<SinkReply>? reply = null)
    {
        var transcript = new Transcript();
        if (reply is not null)
            transcript.Reply = reply;
        var outcome = StreamingRunner.RunStream(new ToyGrammar(), MemoryFeeder.Answering(FeederYield.Await()), transcript,
            new() { RunConfig = config ?? new() });
        foreach (var chunk in chunks)
        {
            if (outcome.Kind == StreamOutcomeKind.Completed)
                break;
            var lent = chunk.ToArray();
            outcome = StreamingRunner.Resume(outcome.Continuation!, new ReadOnlySequence<byte>(lent), transcript);
            lent.AsSpan().Fill((byte)'?');
        }

        while (outcome.Kind == StreamOutcomeKind.Pending)
            outcome = StreamingRunner.Resume(outcome.Continuation!, default, transcript, isFinal: true);
        return Describe(transcript, outcome.Result!);
    }
}
