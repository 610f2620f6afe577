using MarsDisk.Configuration.Node;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.AzureBlob;

namespace MarsDisk.Hosting.Offload.Kinds;

/// <summary>A container of Azure Blob Storage, for bytes.</summary>
internal static class AzureBlobKind
{
    public const string Name = "azure-blob";

    public static IBlobStorageSnapshotAccessor Blobs(SnapshotIoSection io) => new AzureBlobStore(Options(new KindSettings(io, Name)));

    public static IReadOnlyList<string> Problems(SnapshotIoSection io)
    {
        var settings = new KindSettings(io, Name);
        settings.Needs("container").IsAddress("endpoint").IsPrefix().Excludes("connection", "endpoint", "account", "account-key", "sas");
        if (!settings.Has("connection"))
        {
            settings.That(settings.Has("endpoint"), $"{settings.NameOf("connection")} and {settings.NameOf("endpoint")} are empty; one of them says where the account is.")
                .Excludes("account-key", "sas")
                .That(settings.Has("account-key") || settings.Has("sas"), $"{settings.NameOf("account-key")} and {settings.NameOf("sas")} are empty; one of them is needed.");
            if (settings.Has("account-key"))
                settings.Needs("account");
        }
        return settings.Problems;
    }

    private static AzureBlobOptions Options(KindSettings settings)
    {
        var (endpoint, credential) = settings.TextOrNull("connection") is { } connection
            ? AzureConnection.Parse(connection)
            : new AzureConnection(settings.Address("endpoint")!, Credential(settings));
        return new AzureBlobOptions
        {
            Endpoint = endpoint,
            Credential = credential,
            Container = settings.Text("container"),
            Prefix = settings.Text("prefix"),
            Upload = settings.Upload,
        };
    }

    private static AzureCredential Credential(KindSettings settings) => settings.TextOrNull("sas") is { } signature
        ? AzureCredential.Sas(signature)
        : AzureCredential.SharedKey(settings.Text("account"), settings.Text("account-key"));
}
