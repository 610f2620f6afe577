using MarsDisk.Configuration.Node;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.FileSystem;
using MarsDisk.Snapshots.FileSystem.Blobs;
using MarsDisk.Snapshots.FileSystem.Heads;

namespace MarsDisk.Hosting.Offload;

/// <summary>A kind of store, found by its name in the settings.</summary>
/// <param name="Name">The word after <c>blob-store</c> and <c>state-store</c>, and the name of its section.</param>
/// <param name="Blobs">Opens it for bytes; null: it keeps none.</param>
/// <param name="States">Opens it for records; null: it keeps none.</param>
/// <param name="Problem">What is wrong with its settings, in one sentence; null: nothing.</param>
internal sealed record SnapshotStoreKind(
    string Name,
    Func<SnapshotIoSection, IBlobStorageSnapshotAccessor>? Blobs,
    Func<SnapshotIoSection, ISnapshotStateStore>? States,
    Func<SnapshotIoSection, string?> Problem);

/// <summary>Every kind of store that this program knows; its settings are keys of <c>SnapshotIoKeys</c>.</summary>
internal static class SnapshotStores
{
    private const string FileName = "file";

    public static IReadOnlyList<SnapshotStoreKind> All { get; } =
    [
        new(FileName, io => new FileBlobStore(OfFile(io)), io => FileHeadStorage.NewStateStore(OfFile(io)), io => Required(io, "file.directory")),
    ];

    public static SnapshotStoreKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    private static string? Required(SnapshotIoSection io, string key) =>
        io.Text(key).Length > 0 ? null : $"marsdisk.snapshot-io.{key} is empty.";

    private static FileStoreOptions OfFile(SnapshotIoSection io) => new()
    {
        Root = Path.GetFullPath(io.Text("file.directory")),
        Prefix = io.Text("file.prefix"),
        Durability = io.Text("durability") switch { "full" => SnapshotDurability.Full, "file-only" => SnapshotDurability.FileOnly, _ => SnapshotDurability.None },
    };
}
