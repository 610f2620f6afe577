using System.Buffers;
using MarsDisk.Parsing.Tests.Toy;

namespace MarsDisk.Parsing.Tests.Checkpoints;

public sealed class CheckpointTests
{
    private static readonly byte[] Source = Cut.Bytes(
        "\uFEFFhead\n# naïve\ntable t {\n1 2\n3 4\n5 6\n}\nblock {\na\nb\n}\nwarn\nbad\ntwo x\nlong \\\n line\nend\n");

    [Fact]
    [Trait("Item", "40")]
    public void A_parse_that_is_restored_at_any_safe_point_ends_like_one_that_was_never_interrupted()
    {
        var expected = Run.Batch(Source, out var whole, Run.Collecting);
        var count = 0;

        foreach (var (checkpoint, before) in AllCheckpoints())
        {
            var bytes = new ArrayBufferWriter<byte>();
            checkpoint.WriteTo(bytes);
            Assert.True(StreamCheckpoint.TryRead(bytes.WrittenSpan, out var read, out _));

            var after = new Transcript();
            var restored = StreamingRunner.Restore(new ToyGrammar(), read, new() { RunConfig = Run.Collecting });
            var outcome = StreamingRunner.Resume(
                restored, new(Source.AsMemory((int)read.Watermark)), after, isFinal: true);

            var value = outcome.Result!.Value!;
            Assert.Equal(whole.Value, value);
            var units = before.Where(line => Ordinal(line) < read.NextOrdinal).Concat(after.Lines);
            Assert.StartsWith(Units(units), Units(expected.Split('\n')), StringComparison.Ordinal);
            count++;
        }

        Assert.True(count > 12);
    }

    [Fact]
    [Trait("Item", "42")]
    public void A_flipped_bit_makes_a_checkpoint_invalid()
    {
        var bytes = new ArrayBufferWriter<byte>();
        AllCheckpoints().Last().Checkpoint.WriteTo(bytes);
        var damaged = bytes.WrittenSpan.ToArray();

        for (var bit = 0; bit < damaged.Length * 8; bit++)
        {
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(StreamCheckpoint.TryRead(damaged, out _, out var error));
            Assert.Equal(StreamErrorKind.CheckpointInvalid, error.Kind);
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    [Trait("Item", "43")]
    public void A_checkpoint_of_another_grammar_or_of_other_limits_is_refused_with_the_difference()
    {
        var checkpoint = AllCheckpoints().Last().Checkpoint;
        var limits = Run.Collecting with { Limits = new() { MaxNameBytes = 64 } };

        var grammar = Assert.Throws<StreamException>(
            () => StreamingRunner.Restore(new ToyGrammar(fingerprint: 8), checkpoint, new() { RunConfig = Run.Collecting }));
        var settings = Assert.Throws<StreamException>(
            () => StreamingRunner.Restore(new ToyGrammar(), checkpoint, new() { RunConfig = limits }));

        Assert.Equal(StreamErrorKind.CheckpointInvalid, grammar.Error.Kind);
        Assert.Contains("fingerprint 0000000000000007, expected 0000000000000008", grammar.Message, StringComparison.Ordinal);
        Assert.Equal(StreamErrorKind.CheckpointInvalid, settings.Error.Kind);
        Assert.Contains("limits", settings.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Item", "45")]
    public void A_checkpoint_has_at_most_8_KiB()
    {
        var largest = AllCheckpoints().Last().Checkpoint with
        {
            Context = [.. new byte[4096]],
            ResumeLineage = [.. Enumerable.Repeat($"input_exhausted@{long.MaxValue}#{long.MaxValue}", 32)],
            ScenarioId = new('x', 256),
        };
        var bytes = new ArrayBufferWriter<byte>();

        Assert.InRange(largest.WriteTo(bytes), 4096, 8192);
        Assert.True(StreamCheckpoint.TryRead(bytes.WrittenSpan, out var read, out _));
        Assert.Equal(largest.ResumeLineage.AsSpan(), read.ResumeLineage.AsSpan());
        Assert.Throws<InvalidOperationException>(() => (largest with { ScenarioId = new('x', 5000) }).WriteTo(bytes));
    }

    [Fact]
    [Trait("Item", "46")]
    public void Inside_an_atomic_block_the_checkpoint_lies_at_the_head_of_the_block()
    {
        var source = Cut.Bytes("one\nblock {\na\nb\n");
        var sink = new Transcript();

        var outcome = StreamingRunner.RunStream(new ToyGrammar(), MemoryFeeder.Answering(
            FeederYield.Chunk(source), FeederYield.Await()), sink);
        var checkpoint = outcome.Continuation!.ToCheckpoint();

        Assert.Equal(source.Length, outcome.Continuation.Meta.CommitWatermark);
        Assert.Equal(4, checkpoint.Watermark);
        Assert.Equal(2, checkpoint.Line);
        Assert.Equal(1, checkpoint.NextOrdinal);
    }

    [Fact]
    public void The_JSON_form_says_the_same_as_the_binary_one()
    {
        var checkpoint = AllCheckpoints().Last().Checkpoint;

        Assert.True(StreamCheckpoint.TryReadJson(checkpoint.ToJson(), out var read, out _));

        var (first, second) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
        checkpoint.WriteTo(first);
        read.WriteTo(second);
        Assert.Equal(first.WrittenSpan, second.WrittenSpan);
        Assert.False(StreamCheckpoint.TryReadJson("{}", out _, out var error));
        Assert.Equal(StreamErrorKind.CheckpointInvalid, error.Kind);
    }

    /// <summary>A checkpoint after each byte of the source at which the parse is at a new safe point.</summary>
    private static IEnumerable<(StreamCheckpoint Checkpoint, IReadOnlyList<string> Before)> AllCheckpoints()
    {
        var sink = new Transcript();
        var outcome = StreamingRunner.RunStream(new ToyGrammar(), MemoryFeeder.Answering(FeederYield.Await()), sink,
            new() { RunConfig = Run.Collecting });
        long last = -1;
        foreach (var value in Source)
        {
            outcome = StreamingRunner.Resume(outcome.Continuation!, new ReadOnlySequence<byte>([value]), sink);
            var checkpoint = outcome.Continuation!.ToCheckpoint();
            if (checkpoint.Watermark == last)
                continue;
            last = checkpoint.Watermark;
            yield return (checkpoint, [.. sink.Lines]);
        }
    }

    // Remarks are no units: they have the ordinal of the next one and are not told again.
    private static string Units(IEnumerable<string> lines)
        => string.Join('\n', lines.Where(line => !line.Contains(" Warning ", StringComparison.Ordinal)));

    private static long Ordinal(string line) => long.Parse(line.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
}
