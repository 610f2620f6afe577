using MarsDisk.Parsing.Tests.Toy;

namespace MarsDisk.Parsing.Tests.Streaming;

public sealed class EverySplitTests
{
    [Theory]
    [InlineData("\uFEFFa\r\nb \\\r\nc")]
    [InlineData("é\\\n𝔘\nbad\n")]
    [InlineData("\r\nx\\\n\\\n\ra\r")]
    [InlineData("a\n# é\nb\0\n")]
    [Trait("Item", "2")]
    public void A_short_source_is_read_the_same_however_it_is_cut(string text)
    {
        var source = Cut.Bytes(text);
        var expected = Run.Batch(source, Run.Collecting);

        for (var cuts = 0; cuts < 1 << (source.Length - 1); cuts++)
            Assert.Equal(expected, Run.Fed(Cut.Split(source, Sizes(cuts)), Run.Collecting));
    }

    [Fact]
    [Trait("Item", "2"), Trait("Item", "4")]
    public void A_long_source_is_read_the_same_for_a_hundred_thousand_random_cuts()
    {
        var source = Cut.Bytes("one é\r\ntable t {\n1 2\n\n3 4\nx\n}\nblock {\n𝔘\n}\nbad {\n}\nlong \\\r\n line\nwarn\ntwo x\nlast");
        var expected = Summarize(source, [source]);
        using var metrics = new ParsingMetrics();
        var random = new Random(4);

        for (var round = 0; round < 100_000; round++)
        {
            var largest = 1 << random.Next(1, 7);
            var chunks = Cut.Split(source, () => random.Next(largest));
            metrics.OutcomeConsistency.Add(Summarize(source, chunks) == expected);
        }

        Assert.Equal(1.0, metrics.OutcomeConsistency.Value);
    }

    private static (StreamSummary, int, bool) Summarize(byte[] source, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        var outcome = StreamingRunner.RunStream(
            new ToyGrammar(), new MemoryFeeder(chunks), Deaf.Instance, new() { RunConfig = Run.Collecting });
        while (outcome.Kind == StreamOutcomeKind.Pending)
            outcome = StreamingRunner.Resume(outcome.Continuation!, default, Deaf.Instance);
        Assert.Equal(source.Length, outcome.Meta.ConsumedBytes);
        return (outcome.Result!.Value!, outcome.Result.Diagnostics.Count, outcome.Result.Recovered);
    }

    /// <summary>Lengths of the chunks when bit n says whether a cut lies behind byte n.</summary>
    private static Func<int> Sizes(int cuts)
    {
        var at = 0;
        return () =>
        {
            var size = 1;
            while (at < 31 && (cuts >> at++ & 1) == 0)
                size++;
            return size;
        };
    }

    /// <summary>The digest is enough.</summary>
    private sealed class Deaf : IStatementSink<string>
    {
        public static readonly Deaf Instance = new();

        public SinkReply Accept(in Committed<string> unit) => SinkReply.Continue;

        public SinkReply AcceptRows(RowBatch rows)
        {
            rows.Dispose();
            return SinkReply.Continue;
        }

        public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
        {
        }
    }
}
