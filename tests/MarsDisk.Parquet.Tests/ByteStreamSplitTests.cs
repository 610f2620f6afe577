using System.Runtime.InteropServices;
using MarsDisk.Parquet.Encodings;

namespace MarsDisk.Parquet.Tests;

public sealed class ByteStreamSplitTests
{
    // performance.md §3.6: the vector and the scalar path of an encoder give identical bytes.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(47)]
    [InlineData(48)]
    [InlineData(1000)]
    [InlineData(32_768)]
    public void Vectors_and_single_values_give_the_same_planes(int count)
    {
        var values = new long[count];
        new Random(count).NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
        var byVectors = new byte[8 * count];
        var oneByOne = new byte[8 * count];

        ByteStreamSplit.Split(values, byVectors);
        ByteStreamSplit.SplitScalar(values, oneByOne, first: 0);
        var joined = new long[count];
        ByteStreamSplit.Join(byVectors, joined);

        Assert.Equal(oneByOne, byVectors);
        Assert.Equal(values, joined);
    }
}
