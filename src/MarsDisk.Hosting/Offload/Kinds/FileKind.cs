using MarsDisk.Configuration.Node;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.FileSystem;
using MarsDisk.Snapshots.FileSystem.Blobs;
using MarsDisk.Snapshots.FileSystem.Heads;

namespace MarsDisk.Hosting.Offload.Kinds;

/// <summary>A directory, for bytes and records.</summary>
internal static class FileKind
{
    public const string Name = "file";

    public static IBlobStorageSnapshotAccessor Blobs(SnapshotIoSection io) => new FileBlobStore(Options(io));

    public static ISnapshotStateStore States(SnapshotIoSection io) => FileHeadStorage.NewStateStore(Options(io));

    public static IReadOnlyList<string> Problems(SnapshotIoSection io) => new KindSettings(io, Name).Needs("directory").IsPrefix().Problems;

    private static FileStoreOptions Options(SnapshotIoSection io) => new()
    {
        Root = Path.GetFullPath(io.Text("file.directory")),
        Prefix = io.Text("file.prefix"),
        Durability = io.Text("durability") switch { "full" => SnapshotDurability.Full, "file-only" => SnapshotDurability.FileOnly, _ => SnapshotDurability.None },
    };
}
