using MarsDisk.Snapshots.FileSystem.Blobs;
using MarsDisk.Snapshots.FileSystem.Heads;
using MarsDisk.Snapshots.Testing.Crashes;

namespace MarsDisk.Snapshots.FileSystem.Tests.Crashes;

/// <summary>Both file stores in one directory.</summary>
internal sealed class FileCrashStores : ICrashStores
{
    public IBlobStorageSnapshotAccessor OpenBlobs(string place, IFailpoints? failpoints) =>
        new FileBlobStore(new FileStoreOptions { Root = place, Prefix = "runs", Failpoints = failpoints });

    public ISnapshotStateStore OpenStates(string place) =>
        FileHeadStorage.NewStateStore(new FileStoreOptions { Root = place, Prefix = "runs" });
}
