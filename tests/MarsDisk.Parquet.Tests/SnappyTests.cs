using FsCheck;
using FsCheck.Fluent;
using MarsDisk.Parquet.Codecs;

namespace MarsDisk.Parquet.Tests;

public sealed class SnappyTests
{
    [Fact]
    public void Whatever_is_compressed_comes_back() =>
        Prop.ForAll<byte[], int>((piece, repeats) => IsRoundTrip(Repeat(piece, Math.Abs(repeats % 400) + 1))).QuickCheckThrowOnFailure();

    // performance.md §8, statement 12.
    [Theory]
    [InlineData(0)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(1_000_003)]
    public void Incompressible_data_grow_by_a_sixth_and_64_bytes_at_most(int length)
    {
        var noise = new byte[length];
        new Random(5).NextBytes(noise);

        var compressed = Compress(noise);

        Assert.True(compressed.Length <= length + length / 6 + 64);
        Assert.True(IsRoundTrip(noise));
    }

    [Fact]
    public void Equal_bytes_shrink_to_a_twentieth()
    {
        var zeros = new byte[262_144];

        Assert.True(Compress(zeros).Length < zeros.Length / 20);
        Assert.True(IsRoundTrip(zeros));
    }

    [Fact]
    public void What_was_compressed_before_leaves_no_trace()
    {
        var data = Enumerable.Range(0, 100_000).Select(i => (byte)(i * i >> 5)).ToArray();
        using var encoder = new SnappyEncoder();
        var target = new byte[SnappyEncoder.LengthMax(data.Length)];
        encoder.Compress(data.AsSpan(1), target);

        var length = encoder.Compress(data, target);

        Assert.Equal(Compress(data), target[..length]);
    }

    private static bool IsRoundTrip(byte[] raw)
    {
        var back = new byte[raw.Length];
        return SnappyDecoder.Decompress(Compress(raw), back) is null && back.AsSpan().SequenceEqual(raw);
    }

    private static byte[] Compress(byte[] raw)
    {
        using var encoder = new SnappyEncoder();
        var target = new byte[SnappyEncoder.LengthMax(raw.Length)];
        return target[..encoder.Compress(raw, target)];
    }

    private static byte[] Repeat(byte[] piece, int times) =>
        [.. Enumerable.Range(0, times).SelectMany(i => i % 3 == 2 ? piece.Reverse() : piece)];
}
