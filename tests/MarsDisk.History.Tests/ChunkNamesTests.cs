using MarsDisk.History.Chunks;

namespace MarsDisk.History.Tests;

public sealed class ChunkNamesTests
{
    [Theory]
    [InlineData(0, 4, "run_chunk_000000000_000000003.parquet")]
    [InlineData(8, 11, "run_chunk_000000008_000000010.parquet")]
    [InlineData(1_000_000_000, 2_000_000_000, "run_chunk_1000000000_1999999999.parquet")]
    public void Names_have_nine_digits_and_an_inclusive_end(long first, long end, string expected)
    {
        var name = ChunkNames.Chunk("run", first, end);

        Assert.Equal(expected, name);
        Assert.True(ChunkNames.TryParse(name, "run", out var parsedFirst, out var parsedEnd));
        Assert.Equal((first, end), (parsedFirst, parsedEnd));
    }

    [Theory]
    [InlineData("run.parquet")]
    [InlineData("run_chunk_000000000_000000003.parquet.tmp")]
    [InlineData("run_chunk_000000004_000000003.parquet")]
    [InlineData("run_chunk_0_3.parquet")]
    [InlineData("run_chunk_-00000004_000000003.parquet")]
    [InlineData("diagnostics_chunk_000000000_000000003.parquet")]
    public void Other_names_are_no_chunks_of_the_table(string name) => Assert.False(ChunkNames.TryParse(name, "run", out _, out _));

    [Fact]
    public void An_empty_range_has_no_label() => Assert.Throws<ArgumentOutOfRangeException>(() => ChunkNames.Label(4, 4));
}
