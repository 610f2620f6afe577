using MarsDisk.Configuration.Node;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.DynamoDb;

namespace MarsDisk.Hosting.Offload.Kinds;

/// <summary>A table of DynamoDB, for records.</summary>
internal static class DynamoDbKind
{
    public const string Name = "dynamodb";

    // As for S3: part of what is signed, and nothing else.
    private const string AnyRegion = "us-east-1";

    public static ISnapshotStateStore States(SnapshotIoSection io) => DynamoDbStateStore.Create(Options(new KindSettings(io, Name)));

    public static IReadOnlyList<string> Problems(SnapshotIoSection io)
    {
        var settings = AmazonCredentials.Check(new KindSettings(io, Name).Needs("table").IsAddress("service-url").IsPrefix());
        if (settings.Problems.Count == 0 && Options(settings).Problem() is { } problem)
            settings.That(isGood: false, $"{Name}: {problem}");
        return settings.Problems;
    }

    private static DynamoDbStoreOptions Options(KindSettings settings) => new()
    {
        Table = settings.Text("table"),
        Region = settings.TextOrNull("region") ?? (settings.Has("service-url") ? AnyRegion : null),
        ServiceUrl = settings.Address("service-url"),
        Credentials = AmazonCredentials.Of(settings),
        Prefix = settings.Text("prefix"),
        Retry = settings.Retry,
    };
}
