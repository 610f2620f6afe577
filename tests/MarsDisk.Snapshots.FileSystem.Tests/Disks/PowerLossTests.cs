using MarsDisk.Snapshots.FileSystem.Blobs;
using MarsDisk.Snapshots.FileSystem.Heads;
using MarsDisk.Snapshots.Heads;
using MarsDisk.Snapshots.Testing.Bodies;

namespace MarsDisk.Snapshots.FileSystem.Tests.Disks;

public sealed class PowerLossTests
{
    private const int Seeds = 150;
    private const int Lives = 4;

    private static readonly SnapshotSeries Series = new("power", "loss");

    [Fact]
    [Trait("Snapshot", "70")]
    [Trait("Snapshot", "60")]
    public async Task What_was_reported_as_done_survives_every_loss_of_power()
    {
        for (var seed = 0; seed < Seeds; seed++)
            Assert.True(await SurvivesAsync(seed, SnapshotDurability.Full), $"Seed {seed} lost something.");
    }

    // Keeps the test above honest: a store that syncs less is caught.
    [Theory]
    [InlineData(SnapshotDurability.None)]
    [InlineData(SnapshotDurability.FileOnly)]
    [Trait("Snapshot", "70")]
    public async Task A_store_that_syncs_less_loses_something(SnapshotDurability durability)
    {
        var seed = 0;
        while (seed < Seeds && await SurvivesAsync(seed, durability))
            seed++;

        Assert.True(seed < Seeds, "Nothing was ever lost: the simulated disk loses nothing.");
    }

    private static async Task<bool> SurvivesAsync(int seed, SnapshotDurability durability)
    {
        var random = new Random(seed);
        var options = new FileStoreOptions { Root = "/data/store", Prefix = "p", Durability = durability };
        var disk = new SimulatedDisk();
        await new FileBlobStore(options, disk, TimeProvider.System).EnsureAsync();
        disk.SyncDirectory("/");
        disk.SyncDirectory("/data");
        disk.SyncDirectory("/data/store");
        disk.PowerOn(random, random.Next(20, 400));
        var promises = new Promises();
        for (var life = 0; life < Lives; life++)
        {
            var blobs = new FileBlobStore(options, disk, TimeProvider.System);
            var states = new HeadStateStore(new FileHeadStorage(options, disk, TimeProvider.System), TimeProvider.System);
            try
            {
                while (true)
                    await DoSomethingAsync(blobs, states, promises, random);
            }
            catch (PowerLostException)
            {
                disk.PowerOn(random, int.MaxValue);
            }
            blobs = new FileBlobStore(options, disk, TimeProvider.System);
            states = new HeadStateStore(new FileHeadStorage(options, disk, TimeProvider.System), TimeProvider.System);
            if (!await AreKeptAsync(blobs, states, promises))
                return false;
            disk.PowerOn(random, random.Next(20, 400));
        }
        return true;
    }

    private static async Task DoSomethingAsync(FileBlobStore blobs, HeadStateStore states, Promises promises, Random random)
    {
        var sequence = promises.Next++;
        var handle = HandleOf(sequence, isInline: random.Next(2) == 0);
        if (random.Next(5) == 0)
        {
            if ((await states.FenceAsync(Series, handle.WriteId)).Value)
                promises.Fenced.Add(handle.WriteId);
            return;
        }
        if (handle.Kind == SnapshotStoreKind.Blob)
        {
            var request = new BlobPutRequest(handle.Key, handle.StoredLength, handle.Checksum, "", handle.WriteId);
            if (!(await blobs.PutAsync(request, new PatternStream(handle.StoredLength, (int)sequence))).IsSuccess)
                return;
        }
        if ((await states.CommitAsync(RequestOf(handle, sequence))).IsSuccess)
            promises.Newest = sequence;
        if (random.Next(3) == 0 && promises.Newest > 3)
        {
            var older = await states.SelectAsync(Series, new SnapshotSelection(Skip: 2));
            if (older.Value is { } record)
                await states.MarkAsync(record, SnapshotRecordState.Retired, "suite");
        }
        if (random.Next(3) == 0)
            await CollectAsync(blobs, states);
    }

    private static async Task CollectAsync(FileBlobStore blobs, HeadStateStore states)
    {
        await blobs.AbortStaleUploadsAsync("", TimeSpan.Zero);
        var entries = new List<GarbageEntry>();
        await foreach (var entry in states.ListGarbageAsync())
            entries.Add(entry);
        foreach (var entry in entries)
        {
            if (!(await states.IsReferencedAsync(entry.Provider, entry.Key)).Value && (await blobs.DeleteAsync(entry.Key)).IsSuccess)
                await states.RemoveGarbageAsync(entry);
        }
    }

    private static async Task<bool> AreKeptAsync(FileBlobStore blobs, HeadStateStore states, Promises promises)
    {
        var newest = await states.SelectAsync(Series, SnapshotSelection.Latest);
        if (!newest.IsSuccess || (newest.Value?.Position.Sequence ?? 0) < promises.Newest)
            return false;
        try
        {
            await foreach (var record in states.ListAsync(Series))
            {
                if (record.State == SnapshotRecordState.Live && !await IsWholeAsync(blobs, states, record))
                    return false;
            }
        }
        catch (IOException)
        {
            return false;
        }
        foreach (var writeId in promises.Fenced)
        {
            if ((await states.CommitAsync(RequestOf(HandleOf(1, isInline: true, writeId), 1))).IsSuccess)
                return false;
        }
        return true;
    }

    private static async Task<bool> IsWholeAsync(FileBlobStore blobs, HeadStateStore states, SnapshotStateRecord record)
    {
        var opened = record.Payload.Kind == SnapshotStoreKind.Inline
            ? await states.OpenInlineAsync(record)
            : await blobs.GetAsync(record.Payload.Key);
        if (!opened.TryGet(out var stream))
            return false;
        await using (stream)
            return record.Payload.Checksum == SnapshotChecksum.Sha256(await System.Security.Cryptography.SHA256.HashDataAsync(stream));
    }

    private static SnapshotCommitRequest RequestOf(SnapshotPayloadHandle handle, long sequence) => new(
        Series, new SnapshotPosition(0, sequence, sequence), handle, new SnapshotExpectation.None(), default, "suite", null);

    private static SnapshotPayloadHandle HandleOf(long sequence, bool isInline, Guid? writeId = null)
    {
        var id = writeId ?? Guid.CreateVersion7();
        var length = isInline ? 100 : 200_000;
        return new SnapshotPayloadHandle
        {
            Kind = isInline ? SnapshotStoreKind.Inline : SnapshotStoreKind.Blob,
            Provider = isInline ? "inline:file" : "file",
            Key = isInline ? id.ToString("N") : SnapshotKeys.KeyOf(Series, sequence, id),
            StoredLength = length,
            BodyLength = length,
            ContentType = "",
            Format = PayloadFormat.ContainerV1,
            PayloadType = "pattern",
            PayloadVersion = 1,
            Codec = SnapshotCodec.None,
            Checksum = PatternStream.ChecksumOf(length, (int)sequence),
            WriteId = id,
            InlineBytes = isInline ? PatternStream.Bytes(length, (int)sequence) : default,
        };
    }

    private sealed class Promises
    {
        public long Next { get; set; } = 1;

        public long Newest { get; set; }

        public List<Guid> Fenced { get; } = [];
    }
}
