using Amazon.Runtime;
using MarsDisk.Snapshots.AzureBlob;
using MarsDisk.Snapshots.FileSystem;
using MarsDisk.Snapshots.FileSystem.Blobs;
using MarsDisk.Snapshots.FileSystem.Heads;
using MarsDisk.Snapshots.PostgreSql;
using MarsDisk.Snapshots.PostgreSql.Blobs;
using MarsDisk.Snapshots.PostgreSql.States;
using MarsDisk.Snapshots.S3;

namespace MarsDisk.Snapshots.Acceptance.Stores;

/// <summary>The stores of a process, opened from the words of its command line.</summary>
/// <param name="Blobs">Where bytes go.</param>
/// <param name="States">Where records go.</param>
public sealed record AcceptanceStores(IBlobStorageSnapshotAccessor Blobs, ISnapshotStateStore States)
{
    private const string Name = "acceptance";

    /// <summary>Opens <c>file</c>, <c>azure</c>, <c>s3</c> or <c>postgresql</c>.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="place">Endpoint or connection string; nothing for files.</param>
    /// <param name="folder">Directory of the file store, and of the records of stores that take only blobs.</param>
    /// <param name="upload">How bytes travel.</param>
    public static AcceptanceStores Open(string kind, string place, string folder, SnapshotUploadOptions upload)
    {
        var files = new FileStoreOptions { Root = Path.Combine(folder, "store"), Prefix = Name };
        Directory.CreateDirectory(files.Root);
        if (kind == "postgresql")
        {
            var options = new PostgreSqlStoreOptions { ConnectionString = place, Schema = Name };
            return new AcceptanceStores(new PostgreSqlBlobStore(options), new PostgreSqlStateStore(options));
        }
        return new AcceptanceStores(
            kind switch
            {
                "file" => new FileBlobStore(files),
                "azure" => Azure(new Uri(place), upload),
                "s3" => S3(new Uri(place), upload),
                _ => throw new ArgumentException($"'{kind}' is neither file, azure, s3 nor postgresql.", nameof(kind)),
            },
            FileHeadStorage.NewStateStore(files));
    }

    /// <summary>The emulator of Azure, whose account and key everybody knows.</summary>
    public static AzureBlobStore Azure(Uri endpoint, SnapshotUploadOptions upload) => new(new AzureBlobOptions
    {
        Endpoint = endpoint,
        Credential = AzureCredential.SharedKey(
            "devstoreaccount1", "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="),
        Container = Name,
        Upload = upload,
    });

    /// <summary>The emulator of S3, which knows neither conditions nor framed chunks.</summary>
    public static S3BlobStore S3(Uri endpoint, SnapshotUploadOptions upload) => new(new S3BlobOptions
    {
        ServiceUrl = endpoint,
        Region = "us-east-1",
        Credentials = new BasicAWSCredentials("S3RVER", "S3RVER"),
        Bucket = Name,
        UseChunkEncoding = false,
        RequestChecksums = S3RequestChecksums.WhenRequired,
        ServerObeysConditions = false,
        Upload = upload,
    });
}
