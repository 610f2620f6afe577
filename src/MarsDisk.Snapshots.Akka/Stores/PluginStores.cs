using Amazon.Runtime;
using MarsDisk.Snapshots.AzureBlob;
using MarsDisk.Snapshots.Cosmos;
using MarsDisk.Snapshots.DynamoDb;
using MarsDisk.Snapshots.FileSystem;
using MarsDisk.Snapshots.FileSystem.Blobs;
using MarsDisk.Snapshots.FileSystem.Heads;
using MarsDisk.Snapshots.PostgreSql;
using MarsDisk.Snapshots.PostgreSql.Blobs;
using MarsDisk.Snapshots.PostgreSql.States;
using MarsDisk.Snapshots.S3;

namespace MarsDisk.Snapshots.Akka;

/// <summary>The kinds of store that the settings can name.</summary>
internal static class PluginStores
{
    private static readonly Dictionary<string, Func<PluginSettings, IBlobStorageSnapshotAccessor>> BlobKinds = new(StringComparer.Ordinal)
    {
        ["file"] = settings => new FileBlobStore(File(settings)),
        ["postgresql"] = settings => new PostgreSqlBlobStore(PostgreSql(settings)),
        ["azure-blob"] = settings => new AzureBlobStore(Azure(settings)),
        ["s3"] = settings => new S3BlobStore(S3(settings)),
    };

    private static readonly Dictionary<string, Func<PluginSettings, ISnapshotStateStore>> StateKinds = new(StringComparer.Ordinal)
    {
        ["file"] = settings => FileHeadStorage.NewStateStore(File(settings)),
        ["postgresql"] = settings => new PostgreSqlStateStore(PostgreSql(settings)),
        ["cosmos"] = settings => CosmosStateStore.Create(Cosmos(settings)),
        ["dynamodb"] = settings => DynamoDbStateStore.Create(DynamoDb(settings)),
    };

    // What a kind cannot do without.
    private static readonly Dictionary<string, string[]> Needed = new(StringComparer.Ordinal)
    {
        ["file"] = ["file.root"],
        ["postgresql"] = ["postgresql.connection"],
        ["azure-blob"] = ["azure-blob.endpoint", "azure-blob.container"],
        ["s3"] = ["s3.bucket"],
        ["cosmos"] = ["cosmos.endpoint", "cosmos.key"],
        ["dynamodb"] = ["dynamodb.table"],
    };

    /// <summary>Opens the store of bodies; nothing is made yet.</summary>
    public static IBlobStorageSnapshotAccessor OpenBlobs(PluginSettings settings) => BlobKinds[settings.BlobStore](settings);

    /// <summary>Opens the store of records; nothing is made yet.</summary>
    public static ISnapshotStateStore OpenStates(PluginSettings settings) => StateKinds[settings.StateStore](settings);

    /// <summary>What is wrong with the stores that are named; no value of a secret is in it.</summary>
    public static IReadOnlyList<string> Problems(PluginSettings settings)
    {
        var problems = new List<string>();
        Check("blob-store", settings.BlobStore, BlobKinds.Keys);
        Check("state-store", settings.StateStore, StateKinds.Keys);
        return [.. problems.Distinct(StringComparer.Ordinal)];

        void Check(string key, string kind, IEnumerable<string> kinds)
        {
            if (!kinds.Contains(kind, StringComparer.Ordinal))
                problems.Add($"{key} is '{kind}'; one of {string.Join(", ", kinds)} is expected.");
            else
                problems.AddRange(Needed[kind].Where(needed => settings.Values[needed].Length == 0).Select(needed => $"{needed} is empty."));
            if (kind == "azure-blob" && AzureCredentialOf(settings) is null)
                problems.Add("azure-blob needs account and account-key (in Base64), or sas.");
            foreach (var address in AddressesOf(kind).Where(address => Text(settings, address) is { } text && !Uri.TryCreate(text, UriKind.Absolute, out _)))
                problems.Add($"{address} is no address.");
        }
    }

    private static string[] AddressesOf(string kind) => kind switch
    {
        "azure-blob" => ["azure-blob.endpoint"],
        "s3" => ["s3.service-url"],
        "cosmos" => ["cosmos.endpoint"],
        "dynamodb" => ["dynamodb.service-url"],
        _ => [],
    };

    private static FileStoreOptions File(PluginSettings settings) => new()
    {
        Root = Path.GetFullPath(settings.Values["file.root"]),
        Prefix = settings.Values["file.prefix"],
        Durability = settings.Io.Durability,
    };

    private static PostgreSqlStoreOptions PostgreSql(PluginSettings settings) => new()
    {
        ConnectionString = settings.Values["postgresql.connection"],
        Schema = settings.Values["postgresql.schema"],
        Prefix = settings.Values["postgresql.prefix"],
    };

    private static AzureBlobOptions Azure(PluginSettings settings) => new()
    {
        Endpoint = new Uri(settings.Values["azure-blob.endpoint"]),
        Credential = AzureCredentialOf(settings)!,
        Container = settings.Values["azure-blob.container"],
        Prefix = settings.Values["azure-blob.prefix"],
        Upload = settings.Io.Upload,
    };

    private static AzureCredential? AzureCredentialOf(PluginSettings settings)
    {
        if (Text(settings, "azure-blob.sas") is { } signature)
            return AzureCredential.Sas(signature);
        var (account, key) = (Text(settings, "azure-blob.account"), Text(settings, "azure-blob.account-key"));
        if (account is null || key is null || !Convert.TryFromBase64String(key, new byte[key.Length], out var bytes) || bytes == 0)
            return null;
        return AzureCredential.SharedKey(account, key);
    }

    private static S3BlobOptions S3(PluginSettings settings) => new()
    {
        Bucket = settings.Values["s3.bucket"],
        Region = Text(settings, "s3.region") ?? "us-east-1",
        ServiceUrl = Address(settings, "s3.service-url"),
        Credentials = Credentials(settings, "s3"),
        Prefix = settings.Values["s3.prefix"],
        UseChunkEncoding = IsOn(settings, "s3.chunk-encoding"),
        RequestChecksums = IsOn(settings, "s3.chunk-encoding") ? S3RequestChecksums.WhenSupported : S3RequestChecksums.WhenRequired,
        ServerObeysConditions = IsOn(settings, "s3.server-obeys-conditions"),
        Upload = settings.Io.Upload,
    };

    private static CosmosStoreOptions Cosmos(PluginSettings settings) => new()
    {
        Endpoint = new Uri(settings.Values["cosmos.endpoint"]),
        Key = settings.Values["cosmos.key"],
        Database = settings.Values["cosmos.database"],
        Container = settings.Values["cosmos.container"],
        Prefix = settings.Values["cosmos.prefix"],
    };

    private static DynamoDbStoreOptions DynamoDb(PluginSettings settings) => new()
    {
        Table = settings.Values["dynamodb.table"],
        Region = Text(settings, "dynamodb.region"),
        ServiceUrl = Address(settings, "dynamodb.service-url"),
        Credentials = Credentials(settings, "dynamodb"),
        Prefix = settings.Values["dynamodb.prefix"],
    };

    private static BasicAWSCredentials? Credentials(PluginSettings settings, string kind) =>
        Text(settings, $"{kind}.access-key-id") is { } id && Text(settings, $"{kind}.secret-access-key") is { } secret
            ? new BasicAWSCredentials(id, secret)
            : null;

    private static Uri? Address(PluginSettings settings, string key) => Text(settings, key) is { } address ? new Uri(address) : null;

    private static string? Text(PluginSettings settings, string key) => settings.Values[key] is { Length: > 0 } text ? text : null;

    private static bool IsOn(PluginSettings settings, string key) => settings.Values[key] is "on" or "true" or "yes";
}
