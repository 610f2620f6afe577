using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.FileSystem.Blobs;
using MarsDisk.Snapshots.FileSystem.Heads;
using MarsDisk.Snapshots.Heads;
using MarsDisk.Snapshots.Testing.Bodies;

namespace MarsDisk.Snapshots.FileSystem.Tests.Disks;

public sealed class FullDeviceTests
{
    private const long BodyBytes = 1_000_000;

    private static readonly SnapshotSeries Series = new("full", "device");
    private static readonly FileStoreOptions Options = new() { Root = "/data", Prefix = "p" };

    public static TheoryData<long> Capacities => [.. Enumerable.Range(0, 20).Select(index => index * BodyBytes / 20)];

    [Theory]
    [MemberData(nameof(Capacities))]
    [Trait("Snapshot", "25")]
    [Trait("Snapshot", "Q20")]
    public async Task A_put_on_a_device_that_fills_says_so_and_gives_the_space_back(long capacity)
    {
        var disk = new SimulatedDisk { Capacity = capacity };
        var store = new FileBlobStore(Options, disk, TimeProvider.System);
        await store.EnsureAsync();
        var request = Request();

        var put = await store.PutAsync(request, new PatternStream(BodyBytes));

        Assert.Equal((SnapshotStatus.NoSpace, SnapshotCodes.BlobNoSpace), (put.Status, put.Error?.Code));
        Assert.Equal(0, disk.UsedBytes);
        Assert.Equal(SnapshotStatus.NotFound, (await store.ProbeAsync(request.Key)).Status);
    }

    [Fact]
    [Trait("Snapshot", "25")]
    public async Task A_record_on_a_full_device_says_so_and_the_older_one_stays()
    {
        var disk = new SimulatedDisk();
        var store = new HeadStateStore(new FileHeadStorage(Options, disk, TimeProvider.System), TimeProvider.System);
        await store.EnsureAsync();
        await store.BeginGenerationAsync(Series, "first");
        disk.Capacity = disk.UsedBytes + 10;

        var begun = await store.BeginGenerationAsync(Series, "second");

        Assert.Equal((SnapshotStatus.NoSpace, SnapshotCodes.StateNoSpace), (begun.Status, begun.Error?.Code));
        Assert.Equal(1, (await store.CurrentGenerationAsync(Series)).Value);
        Assert.DoesNotContain(disk.Names, name => name.EndsWith(StoreFolder.PartEnding, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_object_whose_directory_cannot_be_synced_is_not_published()
    {
        var disk = new SimulatedDisk();
        var store = new FileBlobStore(Options, disk, TimeProvider.System);
        await store.EnsureAsync();
        await store.PutAsync(Request(), new PatternStream(BodyBytes));
        disk.RefusesDirectorySync = true;
        var request = Request();

        var put = await store.PutAsync(request, new PatternStream(BodyBytes));

        Assert.False(put.IsSuccess);
        Assert.Equal(SnapshotStatus.NotFound, (await store.ProbeAsync(request.Key)).Status);
    }

    [Fact]
    [Trait("Snapshot", "48")]
    public async Task A_record_whose_directory_cannot_be_synced_is_in_doubt()
    {
        var disk = new SimulatedDisk();
        var store = new HeadStateStore(new FileHeadStorage(Options, disk, TimeProvider.System), TimeProvider.System);
        await store.EnsureAsync();
        await store.BeginGenerationAsync(Series, "first");
        disk.RefusesDirectorySync = true;

        var begun = await store.BeginGenerationAsync(Series, "second");

        Assert.Equal((SnapshotStatus.InDoubt, SnapshotCodes.CommitInDoubt), (begun.Status, begun.Error?.Code));
    }

    [Fact]
    public async Task A_part_on_another_device_than_its_directory_is_refused()
    {
        var disk = new SimulatedDisk { HasPartsElsewhere = true };
        var store = new FileBlobStore(Options, disk, TimeProvider.System);
        await store.EnsureAsync();

        var put = await store.PutAsync(Request(), new PatternStream(BodyBytes));

        Assert.Equal((SnapshotStatus.Fault, SnapshotCodes.BlobDevice), (put.Status, put.Error?.Code));
        Assert.Equal(0, disk.UsedBytes);
    }

    [Fact]
    [Trait("Snapshot", "59")]
    public async Task A_part_is_synced_then_renamed_then_its_directory_is_synced()
    {
        var disk = new SimulatedDisk();
        var store = new FileBlobStore(Options, disk, TimeProvider.System);
        await store.EnsureAsync();
        await store.PutAsync(Request(), new PatternStream(10));
        var before = disk.Calls.Count;

        await store.PutAsync(Request(), new PatternStream(10));

        Assert.Equal(
            ["create", "write", "sync", "rename", "sync-directory"],
            disk.Calls.Skip(before).Select(call => call.Split(' ')[0]).Where(call => call is not ("find" or "read")), StringComparer.Ordinal);
    }

    private static BlobPutRequest Request()
    {
        var writeId = Guid.CreateVersion7();
        return new BlobPutRequest(SnapshotKeys.KeyOf(Series, 1, writeId), null, null, "text/plain", writeId);
    }
}
