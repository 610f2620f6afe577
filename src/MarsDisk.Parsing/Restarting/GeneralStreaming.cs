using System.Buffers;

namespace MarsDisk.Parsing;

/// <summary>
/// Streaming parses by general parsers, which are run again from the last commit point when bytes were missing.
/// </summary>
internal static class GeneralStreaming
{
    /// <summary>Starts a parse and goes on as long as the feeder has bytes.</summary>
    public static StreamOutcome<T> RunStream<T>(Parser<T> parser, IFeeder feeder, StreamingConfig? config)
    {
        ArgumentNullException.ThrowIfNull(parser);
        ArgumentNullException.ThrowIfNull(feeder);
        return new GeneralStream<T>(parser, config ?? new(), feeder).Run();
    }

    /// <summary>Goes on with a waiting parse.</summary>
    public static StreamOutcome<T> Resume<T>(
        Continuation<T> continuation, in ReadOnlySequence<byte> more, bool isFinal, FlowController? flow)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        return continuation.Spend<GeneralStream<T>>().Resume(more, isFinal, flow);
    }
}
