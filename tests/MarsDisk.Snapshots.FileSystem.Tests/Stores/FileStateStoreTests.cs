using MarsDisk.Snapshots.FileSystem.Heads;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.FileSystem.Tests.Stores;

[Collection("Alone")]
public sealed class FileStateStoreTests : StateStoreSuite, IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<ISnapshotStateStore> OpenAsync() => ValueTask.FromResult<ISnapshotStateStore>(
        FileHeadStorage.NewStateStore(new FileStoreOptions { Root = _folder.Root, Prefix = "pre", Durability = SnapshotDurability.None }));

    protected override ValueTask<StoreWithoutServer<ISnapshotStateStore>> OpenDownAsync()
    {
        var store = FileHeadStorage.NewStateStore(new FileStoreOptions { Root = _folder.Root });
        return ValueTask.FromResult(new StoreWithoutServer<ISnapshotStateStore>(store, () =>
        {
            Directory.CreateDirectory(_folder.Root);
            return Task.CompletedTask;
        }));
    }
}
