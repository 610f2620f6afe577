using Amazon.Runtime;

namespace MarsDisk.Snapshots.S3;

/// <summary>When the SDK adds checksums of its own to requests.</summary>
public enum S3RequestChecksums
{
    /// <summary>Wherever the protocol has one.</summary>
    WhenSupported,

    /// <summary>Only where it must be; for S3-compatible servers that do not understand trailing checksums.</summary>
    WhenRequired,
}

/// <summary>Where a bucket lies and how it is used. A class, so that credentials are never printed.</summary>
public sealed class S3BlobOptions
{
    /// <summary>Name of the bucket. It is made by <c>EnsureAsync</c>, never open to the public.</summary>
    public required string Bucket { get; init; }

    /// <summary>Region of the bucket, e.g. <c>eu-central-1</c>; it signs requests, also with a <see cref="ServiceUrl"/>.</summary>
    public required string Region { get; init; }

    /// <summary>Address of an S3-compatible server; null: AWS.</summary>
    public Uri? ServiceUrl { get; init; }

    /// <summary>Whether the bucket is a part of the path, not of the host's name; null: at a <see cref="ServiceUrl"/> it is.</summary>
    public bool? PathStyle { get; init; }

    /// <summary>Credentials; null: those that the SDK finds in the environment, a profile or the machine's role.</summary>
    public AWSCredentials? Credentials { get; init; }

    /// <summary>Names in front of every key; empty, or without a slash at its end.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Whether bodies travel in signed chunks. Off for S3-compatible servers that store the framing of chunks as data.</summary>
    public bool UseChunkEncoding { get; init; } = true;

    /// <summary>When the SDK adds checksums.</summary>
    public S3RequestChecksums RequestChecksums { get; init; } = S3RequestChecksums.WhenSupported;

    /// <summary>
    /// Whether the server obeys <c>If-None-Match</c> and <c>If-Match</c>. Off for S3-compatible servers that ignore them: the
    /// store looks itself before it creates or deletes, which two writers of one key at the same moment can get past.
    /// </summary>
    public bool ServerObeysConditions { get; init; } = true;

    /// <summary>Parts (8 MiB, growing with very long objects), parts at a time, and attempts of a request.</summary>
    public SnapshotUploadOptions Upload { get; init; } = new();

    /// <summary>Shortest pause before a request is repeated.</summary>
    public TimeSpan PauseMin { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause before a request is repeated, unless the store asks for a longer one.</summary>
    public TimeSpan PauseMax { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Names in one answer when objects are listed; null: what the server gives, at most 1000.</summary>
    internal int? NamesPerPage { get; init; }

    /// <summary>Named places at which tests break things; null in production.</summary>
    public IFailpoints? Failpoints { get; init; }
}
