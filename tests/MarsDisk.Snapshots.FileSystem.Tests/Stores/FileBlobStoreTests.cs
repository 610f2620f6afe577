using MarsDisk.Snapshots.FileSystem.Blobs;
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
