using System.Globalization;

namespace MarsDisk.Emulators.Servers;

/// <summary>
/// s3rver: stores and lists objects, and puts parts together. It ignores create-only conditions, neither lists nor aborts
/// uploads, and stores the SDK's chunk framing as data.
/// </summary>
public sealed class S3rverServer() : NodeServer("s3rver")
{
    /// <summary>The access key and the secret that it takes.</summary>
    public const string Key = "S3RVER";

    /// <summary>Its address.</summary>
    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    private protected override string Script => Path.Combine("s3rver", "bin", "s3rver.js");

    // It makes the tokens of further pages with a cipher that OpenSSL calls legacy.
    private protected override IReadOnlyList<string> NodeArguments => ["--openssl-legacy-provider"];

    private protected override IReadOnlyList<string> Arguments =>
        ["--silent", "--no-vhost-buckets", "-d", DataFolder, "-a", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture)];
}
