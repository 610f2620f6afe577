using MarsDisk.Configuration.Node;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.Cosmos;

namespace MarsDisk.Hosting.Offload.Kinds;

/// <summary>A container of Cosmos DB, for records.</summary>
internal static class CosmosKind
{
    public const string Name = "cosmos";

    public static ISnapshotStateStore States(SnapshotIoSection io) => CosmosStateStore.Create(Options(new KindSettings(io, Name)));

    public static IReadOnlyList<string> Problems(SnapshotIoSection io)
    {
        var settings = new KindSettings(io, Name).Needs("endpoint").IsAddress("endpoint").Needs("key").IsPrefix();
        if (settings.Problems.Count == 0 && Options(settings).Problem() is { } problem)
            settings.That(isGood: false, $"{Name}: {problem}");
        return settings.Problems;
    }

    private static CosmosStoreOptions Options(KindSettings settings) => new()
    {
        Endpoint = settings.Address("endpoint")!,
        Key = settings.Text("key"),
        Database = settings.Text("database"),
        Container = settings.Text("container"),
        Throughput = settings.Number("throughput") is > 0 and var units ? (int)units : null,
        ChecksCertificate = settings.Flag("certificate-check"),
        Prefix = settings.Text("prefix"),
        Retry = settings.Retry,
    };
}
