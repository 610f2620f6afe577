using MarsDisk.Snapshots.Container;
using MarsDisk.Snapshots.Restoring;
using MarsDisk.Snapshots.Tests.Container;

namespace MarsDisk.Snapshots.Tests.Restoring;

public sealed class VerifiedBodyTests
{
    private static readonly byte[] Bytes = Corpus.Pack(new ContainerHeader { PayloadType = "test.body", FrameBytes = 4096 }, Corpus.Pattern(20_000));

    [Theory]
    [InlineData(PayloadFormat.ContainerV1)]
    [InlineData(PayloadFormat.LegacyRaw)]
    [Trait("Snapshot", "81")]
    public async Task A_connection_that_broke_once_is_no_damage_however_often_it_is_read_on(PayloadFormat format)
    {
        await using var body = await OpenAsync(format, new TricklingStream(Bytes) { BreaksAt = 9000 });
        var buffer = new byte[1000];

        await Assert.ThrowsAsync<IOException>(async () =>
        {
            while (await body.ReadAsync(buffer) > 0)
            {
            }
        });

        await Assert.ThrowsAsync<IOException>(async () => await body.ReadExactlyAsync(buffer));
        Assert.Throws<IOException>(() => body.ReadExactly(buffer));
        Assert.False(body.ReachedEnd);
    }

    private static async Task<VerifiedBody> OpenAsync(PayloadFormat format, Stream input)
    {
        var handle = new SnapshotPayloadHandle
        {
            Kind = SnapshotStoreKind.Blob,
            Provider = "test",
            Key = "key",
            StoredLength = Bytes.Length,
            BodyLength = -1,
            ContentType = "application/octet-stream",
            Format = format,
            PayloadType = "test.body",
            PayloadVersion = 1,
            Codec = SnapshotCodec.None,
            Checksum = SnapshotChecksum.None,
            WriteId = Guid.NewGuid(),
        };
        return format == PayloadFormat.LegacyRaw
            ? new VerifiedBody.Plain(handle, input, long.MaxValue)
            : new VerifiedBody.OfContainer(handle, input, await ContainerReadStream.OpenAsync(input, long.MaxValue, verifyWhole: true, overlaps: false, default));
    }
}
