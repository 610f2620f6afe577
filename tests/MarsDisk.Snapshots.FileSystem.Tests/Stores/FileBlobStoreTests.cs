using MarsDisk.Snapshots.FileSystem.Blobs;
using MarsDisk.Snapshots.Testing.Bodies;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.FileSystem.Tests.Stores;

/// <summary>Memory is measured, so nothing runs beside.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class Alone;

[Collection("Alone")]
public sealed class FileBlobStoreTests : BlobStoreSuite, IDisposable
{
    private readonly TestFolder _folder = new();

    protected override bool KeepsMetadata => false;

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Snapshot", "109")]
    public async Task However_often_writers_meet_at_one_name_none_takes_the_part_of_another_for_its_own()
    {
        const int Rounds = 200;
        const int Writers = 8;
        var store = await StoreAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var request = RequestOf(1000);

            var puts = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () => await store.PutAsync(request, new PatternStream(1000)))));

            Assert.All(puts, put => Assert.True(put.IsSuccess, put.ToString()));
            Assert.Equal(1, puts.Count(put => put.Status == SnapshotStatus.Ok));
            Assert.Equal(request.Expected, await ChecksumAsync(store, request.Key));
        }
    }

    // Most of the suite is about behaviour; what power loss leaves is tested with a simulated disk.
    protected override ValueTask<IBlobStorageSnapshotAccessor> OpenAsync(string prefix) => ValueTask.FromResult<IBlobStorageSnapshotAccessor>(
        new FileBlobStore(new FileStoreOptions { Root = _folder.Root, Prefix = prefix, Durability = SnapshotDurability.None }));

    protected override ValueTask<IReadOnlyList<string>> NamesAsync() => ValueTask.FromResult(_folder.Files());

    protected override async ValueTask PlantAsync(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, bytes);
    }

    protected override ValueTask<StoreWithoutServer<IBlobStorageSnapshotAccessor>> OpenDownAsync()
    {
        // As a volume that is not mounted yet.
        var store = new FileBlobStore(new FileStoreOptions { Root = _folder.Root });
        return ValueTask.FromResult(new StoreWithoutServer<IBlobStorageSnapshotAccessor>(store, () =>
        {
            Directory.CreateDirectory(_folder.Root);
            return Task.CompletedTask;
        }));
    }
}
