using MarsDisk.Snapshots.Testing.Bodies;
using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.Tests.Transfer;

public sealed class BlockPumpTests
{
    private const int BlockBytes = 16 << 20;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_buffer_is_given_back_only_when_its_bytes_are_hashed(bool isSent)
    {
        var pump = new BlockPump(new BlockSizes(BlockBytes, 100), new BlockBuffers(BlockBytes, 1), concurrency: 1, failpoints: null);
        using var source = new BlockSource(
            new PatternStream(BlockBytes + 1L), new BlobPutRequest("key", null, null, "application/octet-stream", Guid.NewGuid()));
        var first = await pump.ReadAsync(source, length: null, index: 0, CancellationToken.None);

        if (isSent)
            await Assert.ThrowsAsync<BlobFailure>(() => pump.SendAsync(
                source, length: null, first, (_, _) => throw BlobFailure.Unreachable(SnapshotStage.Place, "away"), CancellationToken.None));
        else
            await pump.ReturnAsync(first);

        Assert.True(first.Hashed.IsCompletedSuccessfully);
    }
}
