using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.AzureBlob.Tests.Requests;

public sealed class BlockSizesTests
{
    private const int MiB = 1024 * 1024;
    private const long GiB = 1024L * MiB;

    [Theory]
    [InlineData(4 * MiB, 50_000, 5 * GiB)]
    [InlineData(8 * MiB, 10_000, 5 * GiB)]
    [InlineData(4 * MiB, 50_000, 64 * GiB)]
    [InlineData(8 * MiB, 10_000, 64 * GiB)]
    [Trait("Snapshot", "55")]
    public void Up_to_the_longest_body_blocks_keep_their_length_and_are_few_enough(int baseBytes, int countMax, long length)
    {
        var sizes = new BlockSizes(baseBytes, countMax);

        Assert.Equal(baseBytes, sizes.BytesOf(length, 0));
        Assert.InRange((length + baseBytes - 1) / baseBytes, 1, countMax);
    }

    [Theory]
    [InlineData(4 * MiB, 50_000)]
    [InlineData(8 * MiB, 10_000)]
    [Trait("Snapshot", "55")]
    public void A_longer_object_has_longer_blocks_of_whole_mebibytes(int baseBytes, int countMax)
    {
        var sizes = new BlockSizes(baseBytes, countMax);
        foreach (var length in new[] { 200 * GiB, 1024 * GiB, 5 * 1024 * GiB })
        {
            var bytes = sizes.BytesOf(length, 0);

            Assert.Equal(0, bytes % MiB);
            Assert.InRange((length + bytes - 1) / bytes, 1, countMax * 9 / 10);
        }
    }

    [Theory]
    [InlineData(4 * MiB, 50_000)]
    [InlineData(8 * MiB, 10_000)]
    [Trait("Snapshot", "55")]
    public void With_an_unknown_length_five_gibibytes_need_one_doubling_at_most(int baseBytes, int countMax)
    {
        var sizes = new BlockSizes(baseBytes, countMax);
        var (count, sent) = (0, 0L);
        while (sent < 5 * GiB)
            sent += sizes.BytesOf(null, count++);

        Assert.InRange(count, 1, 2000);
        Assert.InRange(sizes.BytesOf(null, count), baseBytes, 2 * baseBytes);
        Assert.Equal(baseBytes, sizes.BytesOf(null, 999));
        Assert.Equal(2 * baseBytes, sizes.BytesOf(null, 1000));
    }
}
