using System.IO.Compression;
using MarsDisk.Snapshots.Legacy;
using MarsDisk.Snapshots.Sources;
using MarsDisk.Snapshots.Tests.Pipeline;

namespace MarsDisk.Snapshots.Tests.Legacy;

public class LegacyTests
{
    private static readonly byte[] Body = PipelineRig.Body(300_000);

    [Trait("Snapshot", "97")]
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reads_an_inline_record_of_an_older_program(bool isText)
    {
        using var rig = new PipelineRig();
        var body = PipelineRig.Body(50_001);
        var record = new LegacyRecord
        {
            IsOffloaded = false,
            PayloadType = "test.body",
            StateData = isText ? null : body,
            StateText = isText ? Convert.ToBase64String(body) : null,
        };

        var opened = await new LegacyRecordReader(rig.Services).OpenAsync(record);

        Assert.Equal(body, await BytesOf(opened));
    }

    [Trait("Snapshot", "98")]
    [Fact]
    public async Task Reads_an_offloaded_record_of_an_older_program_without_a_checksum()
    {
        using var rig = new PipelineRig();
        await rig.Inner.PutAsync(new BlobPutRequest("old/projector.bin", Body.Length, null, "x", Guid.NewGuid()), new MemoryStream(Body));
        var record = new LegacyRecord
        {
            IsOffloaded = true,
            OffloadKey = "old/projector.bin",
            OffloadProvider = "inmemory",
            PayloadType = "test.body",
            Size = Body.Length,
        };

        var opened = await new LegacyRecordReader(rig.Services).OpenAsync(record);

        Assert.Equal(Body, await BytesOf(opened));
        Assert.Equal(ChecksumAlgorithm.None, opened.Value!.Handle.Checksum.Algorithm);
    }

    [Trait("Snapshot", "99")]
    [Fact]
    public async Task Names_the_store_of_an_older_record_that_is_not_configured()
    {
        using var rig = new PipelineRig();
        var record = new LegacyRecord { IsOffloaded = true, OffloadKey = "k", OffloadProvider = "gcs", PayloadType = "test.body" };

        var opened = await new LegacyRecordReader(rig.Services).OpenAsync(record);

        Assert.Equal(SnapshotStatus.Incompatible, opened.Status);
        Assert.Contains("'gcs'", opened.Error!.Message, StringComparison.Ordinal);
    }

    [Trait("Snapshot", "100")]
    [Fact]
    public async Task Writes_plain_bodies_that_an_older_program_reads()
    {
        using var rig = new PipelineRig(options => options with { WriteCompat = PayloadFormat.LegacyRaw, Codec = SnapshotCodec.Brotli });

        var persisted = await rig.PersistAsync(Body);

        var handle = persisted.Value!.Record.Payload;
        Assert.Equal(PayloadFormat.LegacyRaw, handle.Format);
        Assert.Equal(Body.Length, handle.StoredLength);
        var stored = await rig.Inner.GetAsync(handle.Key);
        using var bytes = new MemoryStream();
        await stored.Value!.CopyToAsync(bytes);
        Assert.Equal(Body, bytes.ToArray());
        Assert.Equal(Body, (await rig.RestoreAsync()).Value!.State);
    }

    [Trait("Snapshot", "101")]
    [Fact]
    public async Task Keeps_the_old_outcome_when_the_new_way_fails_beside_it()
    {
        using var rig = new PipelineRig(options => options with { Mode = SnapshotMode.Shadow });
        rig.BlobFaults.Fail("put", call: 2);

        var persisted = await rig.PersistAsync(Body);

        Assert.Equal(SnapshotStatus.Ok, persisted.Status);
        Assert.Equal(Body, (await rig.RestoreAsync()).Value!.State);
        Assert.Contains(rig.Log, line => line.StartsWith("7150", StringComparison.Ordinal));
    }

    [Trait("Snapshot", "101")]
    [Fact]
    public async Task Leaves_nothing_of_the_new_way_when_both_agree()
    {
        using var rig = new PipelineRig(options => options with { Mode = SnapshotMode.Shadow });

        var persisted = await rig.PersistAsync(Body);

        Assert.Equal(PayloadFormat.LegacyRaw, persisted.Value!.Record.Payload.Format);
        Assert.Single(rig.Inner.Names);
        Assert.DoesNotContain(rig.Log, line => line.StartsWith("7150", StringComparison.Ordinal));
        Assert.Equal(2, rig.BlobFaults.CallsOf("put"));
    }

    [Fact]
    public async Task Refuses_a_body_that_is_too_long_for_the_old_way()
    {
        using var rig = new PipelineRig(options => options with { Mode = SnapshotMode.Legacy, LegacyByteLimit = 100_000 });

        Assert.Equal(SnapshotStatus.TooLarge, (await rig.PersistAsync(Body)).Status);
    }

    [Trait("Snapshot", "102")]
    [Fact]
    public async Task Finishes_in_the_mode_in_which_it_began()
    {
        using var rig = new PipelineRig();

        var first = await rig.PersistAsync(
            (body, token) =>
            {
                rig.Services.Mode = SnapshotMode.Legacy;
                return body.WriteAsync(Body, token);
            },
            PipelineRig.Options(sequence: 1));
        var second = await rig.PersistAsync(Body, PipelineRig.Options(sequence: 2));

        Assert.Equal(PayloadFormat.ContainerV1, first.Value!.Record.Payload.Format);
        Assert.Equal(PayloadFormat.LegacyRaw, second.Value!.Record.Payload.Format);
    }

    [Fact]
    public async Task Unpacks_an_older_body_for_a_reader_that_accepts_gzip()
    {
        using var rig = new PipelineRig(options => options with { WriteCompat = PayloadFormat.LegacyRaw });
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            await gzip.WriteAsync(Body);
        await rig.PersistAsync(packed.ToArray());

        var plain = await rig.RestoreAsync();
        var unpacked = await rig.Offloader.RestoreLatestAsync(
            PipelineRig.Series, SnapshotSelection.Latest, new GzipSink(), new RestorePolicy());

        Assert.Equal(packed.ToArray(), plain.Value!.State);
        Assert.Equal(Body, unpacked.Value!.State);
    }

    [Trait("Snapshot", "104")]
    [Fact]
    public async Task Lifts_an_older_version_step_by_step()
    {
        using var rig = new PipelineRig();
        await rig.PersistAsync([7], PipelineRig.Options() with { PayloadVersion = 1 });
        var registry = new FormatRegistry()
            .Add("test.body", 1, new PipelineRig.BytesSink())
            .AddUpcaster<byte[]>("test.body", 1, state => [.. state, 8])
            .AddUpcaster<byte[]>("test.body", 2, state => [.. state, 9]);

        var restored = await rig.Offloader.RestoreLatestAsync(
            PipelineRig.Series, SnapshotSelection.Latest, registry.SinkOf<byte[]>(), new RestorePolicy());

        Assert.Equal<byte>([7, 8, 9], restored.Value!.State!);
        Assert.False(registry.SinkOf<byte[]>().CanRead("test.body", 4));
    }

    private static async Task<byte[]> BytesOf(SnapshotOutcome<SnapshotReadResult> opened)
    {
        Assert.True(opened.IsSuccess, opened.ToString());
        await using var result = opened.Value!;
        using var bytes = new MemoryStream();
        await result.Body.CopyToAsync(bytes);
        Assert.True(result.ReachedEnd);
        return bytes.ToArray();
    }

    private sealed class GzipSink : ISnapshotSink<byte[]>
    {
        public bool AcceptsGzip => true;

        public bool CanRead(string payloadType, int payloadVersion) => true;

        public async ValueTask<byte[]> ReadBodyAsync(Stream body, SnapshotPayloadHandle handle, CancellationToken cancellation)
        {
            using var bytes = new MemoryStream();
            await body.CopyToAsync(bytes, cancellation);
            return bytes.ToArray();
        }
    }
}
