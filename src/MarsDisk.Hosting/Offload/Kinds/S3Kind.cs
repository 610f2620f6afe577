using MarsDisk.Configuration.Node;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.S3;

namespace MarsDisk.Hosting.Offload.Kinds;

/// <summary>A bucket of S3 or of a server that speaks its protocol, for bytes.</summary>
internal static class S3Kind
{
    public const string Name = "s3";

    // Servers that are not Amazon's take any region; it is part of what is signed.
    private const string AnyRegion = "us-east-1";

    public static IBlobStorageSnapshotAccessor Blobs(SnapshotIoSection io) => new S3BlobStore(Options(new KindSettings(io, Name)));

    public static IReadOnlyList<string> Problems(SnapshotIoSection io)
    {
        var settings = new KindSettings(io, Name);
        settings.Needs("bucket").IsAddress("service-url").IsPrefix();
        if (!settings.Has("service-url"))
            settings.Needs("region", "a bucket of Amazon has one, such as eu-central-1");
        return AmazonCredentials.Check(settings).Problems;
    }

    private static S3BlobOptions Options(KindSettings settings) => new()
    {
        Bucket = settings.Text("bucket"),
        Region = settings.TextOrNull("region") ?? AnyRegion,
        ServiceUrl = settings.Address("service-url"),
        PathStyle = settings.Text("path-style") switch { "auto" => null, var style => style == "true" },
        Credentials = AmazonCredentials.Of(settings),
        UseChunkEncoding = settings.Flag("chunk-encoding"),
        RequestChecksums = settings.Text("request-checksums") == "when-required" ? S3RequestChecksums.WhenRequired : S3RequestChecksums.WhenSupported,
        ServerObeysConditions = settings.Flag("server-obeys-conditions"),
        Prefix = settings.Text("prefix"),
        Upload = settings.Upload,
    };
}
