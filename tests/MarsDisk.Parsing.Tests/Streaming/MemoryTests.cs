using MarsDisk.Parsing.Tests.Toy;

namespace MarsDisk.Parsing.Tests.Streaming;

/// <summary>Alone on the machine's memory: what other tests allocate would be counted.</summary>
[CollectionDefinition("memory", DisableParallelization = true)]
public sealed class AloneInMemory;

/// <summary>Counts of bytes, not of time: they are the same on a busy machine.</summary>
[Collection("memory")]
public sealed class MemoryTests
{
    private const int ChunkBytes = 64 * 1024;

    [Fact]
    [Trait("Item", "140")]
    public void Rows_cost_no_memory_each()
    {
        Allocated(rowChunks: 4);

        var few = Allocated(rowChunks: 4);
        var many = Allocated(rowChunks: 204);

        var rows = 200L * ChunkBytes / 8;
        Assert.InRange((many - few) / (double)rows, 0, 0.5);
    }

    [Fact]
    [Trait("Item", "79"), Trait("Item", "145")]
    public void A_source_of_a_gigabyte_needs_no_more_memory_than_one_of_a_megabyte()
    {
        var small = LiveBytes(1 << 20);
        var large = LiveBytes(1 << 30);

        Assert.InRange(large, 0, 12 << 20);
        Assert.InRange(large - small, -2 << 20, 2 << 20);
    }

    [Fact]
    [Trait("Item", "141")]
    public void Bytes_that_come_one_by_one_cost_no_memory_each_and_each_frame_is_parsed_once()
    {
        Frames(1 << 14);

        var once = Frames(1 << 14);
        var twice = Frames(1 << 15);

        Assert.Equal(2 * once.Frames, twice.Frames);
        Assert.InRange(twice.Allocated - once.Allocated, -(1 << 16), 1 << 14);
    }

    // What a cut costs is the one frame that straddles it: so small chunks are nearly as fast (measured by bench.sh parser, S142).
    [Fact]
    [Trait("Item", "142")]
    public void Chunks_of_four_kilobytes_cost_no_second_look_at_a_frame()
    {
        var source = Cut.Bytes(string.Concat(Enumerable.Repeat(new string('x', 99) + "\n", 10_000)));
        var (large, small) = (new LineGrammar(), new LineGrammar());

        StreamingRunner.RunStream(large, MemoryFeeder.Split(source, ChunkBytes), new Counter());
        StreamingRunner.RunStream(small, MemoryFeeder.Split(source, 4096), new Counter());

        Assert.Equal(10_000, large.Frames);
        Assert.Equal(large.Frames, small.Frames);
    }

    private static long Allocated(int rowChunks)
    {
        var feeder = new Repeating("table t {\n", "1000 25\n", rowChunks);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var outcome = StreamingRunner.RunStream(new ToyGrammar(), feeder, new Counter());

        Assert.True(outcome.Meta.Rows >= (rowChunks - 1) * (ChunkBytes / 8));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Most live bytes above the start, looked at 32 times while the source is read.</summary>
    private static long LiveBytes(long sourceBytes)
    {
        var start = GC.GetTotalMemory(forceFullCollection: true);
        var sink = new Counter();
        long most = 0;
        var chunks = (int)(sourceBytes / ChunkBytes);
        var feeder = new Repeating("", new string('x', 1023) + "\n", chunks)
        {
            Asked = index =>
            {
                if (index % Math.Max(1, chunks / 32) == 0)
                    most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - start);
            },
        };

        var outcome = StreamingRunner.RunStream(new LineGrammar(), feeder, sink);

        Assert.True(outcome.Result!.HasValue);
        Assert.Equal(sourceBytes, outcome.Meta.ConsumedBytes);
        return most;
    }

    private static (long Frames, long Allocated) Frames(int bytes)
    {
        var source = Cut.Bytes(string.Concat(Enumerable.Repeat("1234567\n", bytes / 8)));
        var grammar = new LineGrammar();
        var feeder = MemoryFeeder.Split(source, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        StreamingRunner.RunStream(grammar, feeder, new Counter());
        return (grammar.Frames, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Gives the same line again and again from one array.</summary>
    private sealed class Repeating(string head, string line, int chunks) : IFeeder
    {
        private readonly byte[] _head = Cut.Bytes(head);
        private readonly byte[] _chunk = Cut.Bytes(string.Concat(Enumerable.Repeat(line, ChunkBytes / line.Length)));
        private int _next = head.Length == 0 ? 0 : -1;

        public FlowCapability Capability => FlowCapability.Pull;

        public Action<int>? Asked { get; init; }

        public FeederYield Pull(in DemandHint demand)
        {
            Asked?.Invoke(_next);
            if (_next >= chunks)
                return FeederYield.Closed();
            return FeederYield.Chunk(_next++ < 0 ? _head : _chunk);
        }

        public void Dispose()
        {
        }
    }

    private sealed class Counter : IStatementSink<string>
    {
        public SinkReply Accept(in Committed<string> unit) => SinkReply.Continue;

        public SinkReply AcceptRows(RowBatch rows)
        {
            rows.Dispose();
            return SinkReply.Continue;
        }

        public void OnDiagnostic(Diagnostic diagnostic, long ordinal) => Assert.Equal("scn.eof.unclosed_block", diagnostic.Code);
    }
}
