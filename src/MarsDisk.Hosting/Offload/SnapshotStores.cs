using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Offload.Kinds;
using MarsDisk.Snapshots;

namespace MarsDisk.Hosting.Offload;

/// <summary>A kind of store, found by its name in the settings.</summary>
/// <param name="Name">The word after <c>blob-store</c> and <c>state-store</c>, and the name of its section.</param>
/// <param name="Blobs">Opens it for bytes; null: it keeps none.</param>
/// <param name="States">Opens it for records; null: it keeps none.</param>
/// <param name="Problems">What is wrong with its settings, one sentence each.</param>
internal sealed record SnapshotStoreKind(
    string Name,
    Func<SnapshotIoSection, IBlobStorageSnapshotAccessor>? Blobs,
    Func<SnapshotIoSection, ISnapshotStateStore>? States,
    Func<SnapshotIoSection, IReadOnlyList<string>> Problems);

/// <summary>
/// Every kind of store that this program knows; its settings are keys of <c>SnapshotIoKeys</c>. A kind that is not named
/// costs nothing: its assemblies are loaded by the first call into it.
/// </summary>
internal static class SnapshotStores
{
    public static IReadOnlyList<SnapshotStoreKind> All { get; } =
    [
        new(FileKind.Name, FileKind.Blobs, FileKind.States, FileKind.Problems),
        new(PostgreSqlKind.Name, PostgreSqlKind.Blobs, PostgreSqlKind.States, PostgreSqlKind.Problems),
        new(AzureBlobKind.Name, AzureBlobKind.Blobs, States: null, AzureBlobKind.Problems),
        new(S3Kind.Name, S3Kind.Blobs, States: null, S3Kind.Problems),
        new(CosmosKind.Name, Blobs: null, CosmosKind.States, CosmosKind.Problems),
        new(DynamoDbKind.Name, Blobs: null, DynamoDbKind.States, DynamoDbKind.Problems),
    ];

    public static SnapshotStoreKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
