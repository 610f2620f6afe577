using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3.Model;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.S3;

/// <summary>
/// Objects in a bucket of S3 or a compatible server: short ones in one request, longer ones in parts, which are invisible
/// until they are completed; both refuse a name that is taken. After a put the store asks for the length once.
/// </summary>
public sealed class S3BlobStore : IBlobStorageSnapshotAccessor, IDisposable
{
    private const int PartBytes = 8 * 1024 * 1024;
    private const int PartsMax = 10_000;
    private const string MetadataFront = "x-amz-meta-";
    private static readonly Dictionary<string, string> NoMetadata = new(StringComparer.Ordinal);

    private readonly S3BlobOptions _options;
    private readonly S3Requests _requests;
    private readonly S3Upload _upload;
    private readonly BlobReads _reads;
    private readonly KeyPrefix _prefix;
    private readonly BlockSizes _sizes;

    /// <summary>Names a bucket; nothing is asked or made yet, and no credentials are looked for.</summary>
    /// <param name="options">Where it lies.</param>
    /// <param name="clock">Measures pauses.</param>
    public S3BlobStore(S3BlobOptions options, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _prefix = new KeyPrefix(options.Prefix);
        _requests = new S3Requests(options, clock ?? TimeProvider.System);
        _sizes = new BlockSizes(options.Upload.BlockBytes ?? PartBytes, PartsMax);
        _upload = new S3Upload(_requests, _sizes, options);
        _reads = new BlobReads(OpenAsync, HeadAsync);
    }

    /// <inheritdoc/>
    public string ProviderName => "s3";

    /// <inheritdoc/>
    public BlobCapabilities Capabilities =>
        (_options.ServerObeysConditions ? BlobCapabilities.ConditionalCreate : BlobCapabilities.None)
        | BlobCapabilities.AtomicPublish | BlobCapabilities.List | BlobCapabilities.RangeRead | BlobCapabilities.StaleUploadAbort;

    /// <inheritdoc/>
    public long MaxObjectBytes => Math.Min(5L << 40, _sizes.ObjectBytesMax);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<BlobPutReceipt>> PutAsync(BlobPutRequest request, Stream data, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(data);
        var name = _prefix.NameOf(request.Key);
        return request.Length > MaxObjectBytes
            ? ValueTask.FromResult(BlobCall.TooLarge(request.Length.Value, MaxObjectBytes))
            : BlobCall.RunAsync(SnapshotStage.Place, () => PutAsync(name, request, data, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<Stream>> GetAsync(
        string key, long offset = 0, long? count = null, CancellationToken cancellation = default) =>
        _reads.GetAsync(key, offset, count, cancellation);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<BlobProperties>> ProbeAsync(string key, CancellationToken cancellation = default) =>
        _reads.ProbeAsync(key, cancellation);

    /// <inheritdoc/>
    /// <remarks>The service answers alike whether there was an object, so the store asks first.</remarks>
    public ValueTask<SnapshotOutcome<bool>> DeleteAsync(string key, string? ifMatchETag = null, CancellationToken cancellation = default)
    {
        var name = _prefix.NameOf(key);
        return BlobCall.RunAsync(
            SnapshotStage.Cleanup,
            async () =>
            {
                if (await _reads.HeadAsync(SnapshotStage.Cleanup, key, cancellation).ConfigureAwait(false) is not { } found)
                    return SnapshotOutcome.Ok(false);
                if (ifMatchETag is not null && ifMatchETag != found.ETag)
                    return BlobCall.Changed();
                try
                {
                    await DeleteNameAsync(name, ifMatchETag, cancellation).ConfigureAwait(false);
                    return SnapshotOutcome.Ok(true);
                }
                catch (BlobFailure failure) when (failure.Answer == HttpStatusCode.PreconditionFailed)
                {
                    return BlobCall.Changed();
                }
            },
            cancellation);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobProperties> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        string? next = null;
        do
        {
            var page = await PageAsync(_prefix.NamesFrom(prefix), next, cancellation).ConfigureAwait(false);
            var now = _requests.ServerNow;
            foreach (var found in page.S3Objects ?? [])
            {
                if (_prefix.KeyOf(found.Key) is { } key)
                    yield return new BlobProperties(key, found.Size ?? 0, found.ETag, TimeOf(found.LastModified, now), now, NoMetadata);
            }
            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null);
    }

    /// <inheritdoc/>
    /// <remarks>Ages are measured with the server's clock. A server that cannot list uploads has none that could be aborted.</remarks>
    public ValueTask<SnapshotOutcome<int>> AbortStaleUploadsAsync(
        string prefix, TimeSpan olderThan, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return BlobCall.RunAsync(
            SnapshotStage.Cleanup,
            async () =>
            {
                try
                {
                    return SnapshotOutcome.Ok(await S3StaleUploads.AbortAsync(
                        _requests, _options.Bucket, _prefix.NamesFrom(prefix), olderThan, cancellation).ConfigureAwait(false));
                }
                catch (BlobFailure failure) when (failure.Answer == HttpStatusCode.NotImplemented)
                {
                    return SnapshotOutcome.Ok(0);
                }
            },
            cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>New buckets are closed to the public, and nothing here opens them.</remarks>
    public ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation = default) => BlobCall.EnsureAsync(
        () => _requests.SendAsync(
            SnapshotStage.Admit, "CreateBucket", 0,
            (client, _, token) => client.PutBucketAsync(new PutBucketRequest { BucketName = _options.Bucket, UseClientRegion = true }, token),
            cancellation),
        failure => failure.ServerCode is "BucketAlreadyOwnedByYou" or "BucketAlreadyExists",
        () => _requests.SendAsync(
            SnapshotStage.Admit, "ListObjects", 0,
            (client, _, token) => client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _options.Bucket, MaxKeys = 1 }, token),
            cancellation),
        cancellation);

    /// <inheritdoc/>
    public void Dispose() => _requests.Dispose();

    private async Task<SnapshotOutcome<BlobPutReceipt>> PutAsync(
        string name, BlobPutRequest request, Stream data, CancellationToken cancellation)
    {
        var begin = data.CanSeek ? data.Position : 0;
        for (var attempt = 1; ; attempt++)
        {
            using var source = new BlockSource(data, request);
            try
            {
                await _upload.PutAsync(name, request, source, () => LookAsync(request.Key, cancellation), cancellation).ConfigureAwait(false);
                return await VerifyAsync(request, name, source, cancellation).ConfigureAwait(false);
            }
            catch (BlobFailure failure) when (source.IsAtEnd && S3Upload.SaysTaken(failure))
            {
                return await BlobCall.CompareAsync(this, request.Key, source.Length, source.Checksum, cancellation).ConfigureAwait(false);
            }
            catch (BlobFailure failure) when (S3Upload.SaysContended(failure))
            {
                // Another writer of the key, or an answer that was lost: what is there decides.
                if (await _reads.HeadAsync(SnapshotStage.Publish, request.Key, cancellation).ConfigureAwait(false) is not null)
                    return await BlobCall.CompareAsync(this, request.Key, source.Length, source.Checksum, cancellation).ConfigureAwait(false);
                if (!data.CanSeek || attempt >= _options.Upload.Attempts)
                    throw BlobFailure.Unreachable(SnapshotStage.Publish, "Another request for the same key was running.");
                data.Position = begin;
            }
        }
    }

    // For servers that ignore conditions.
    private async Task LookAsync(string key, CancellationToken cancellation)
    {
        if (!_options.ServerObeysConditions
            && await _reads.HeadAsync(SnapshotStage.Publish, key, cancellation).ConfigureAwait(false) is not null)
        {
            throw BlobFailure.Of(SnapshotStage.Publish, "HeadObject", HttpStatusCode.PreconditionFailed, serverCode: null);
        }
    }

    // Some compatible servers store the framing of chunks as data and report success.
    private async Task<SnapshotOutcome<BlobPutReceipt>> VerifyAsync(
        BlobPutRequest request, string name, BlockSource source, CancellationToken cancellation)
    {
        if (await _reads.HeadAsync(SnapshotStage.Verify, request.Key, cancellation).ConfigureAwait(false) is not { } found)
        {
            return SnapshotOutcome.Failed<BlobPutReceipt>(
                SnapshotStatus.Fault, SnapshotStage.Verify, SnapshotCodes.VerifyAbsent, "The server does not have the object that it took.");
        }
        if (found.Length == source.Length)
            return SnapshotOutcome.Ok(new BlobPutReceipt(request.Key, source.Length, found.ETag, found.LastModifiedUtc, AlreadyExisted: false));
        await DeleteNameAsync(name, found.ETag, cancellation).ConfigureAwait(false);
        var advice = _options.UseChunkEncoding || _options.RequestChecksums != S3RequestChecksums.WhenRequired
            ? " It seems to store the framing of chunks as data: set UseChunkEncoding=false and RequestChecksums=WhenRequired (chunk-encoding, request-checksums)."
            : "";
        return SnapshotOutcome.Failed<BlobPutReceipt>(
            SnapshotStatus.Fault, SnapshotStage.Verify, SnapshotCodes.VerifyLength,
            $"The server holds {found.Length} bytes of the {source.Length} that were sent; they were deleted.{advice}");
    }

    private async Task DeleteNameAsync(string name, string? ifMatchETag, CancellationToken cancellation) => await _requests.SendAsync(
        SnapshotStage.Cleanup, "DeleteObject", 0,
        (client, _, token) => client.DeleteObjectAsync(
            new DeleteObjectRequest
            {
                BucketName = _options.Bucket,
                Key = name,
                IfMatch = _options.ServerObeysConditions ? ifMatchETag : null,
            },
            token),
        cancellation).ConfigureAwait(false);

    private async Task<Stream> OpenAsync(string key, long offset, long? count, CancellationToken cancellation)
    {
        var found = await _requests.SendAsync(
            SnapshotStage.Open, "GetObject", 0,
            (client, _, token) =>
            {
                var get = new GetObjectRequest { BucketName = _options.Bucket, Key = _prefix.NameOf(key) };
                if (offset > 0 || count is not null)
                    get.ByteRange = count is { } bytes ? new ByteRange(offset, offset + bytes - 1) : new ByteRange($"bytes={offset}-");
                return client.GetObjectAsync(get, token);
            },
            cancellation).ConfigureAwait(false);
        return new AnswerStream(found);
    }

    private async Task<BlobProperties> HeadAsync(SnapshotStage stage, string key, CancellationToken cancellation)
    {
        var found = await _requests.SendAsync(
            stage, "HeadObject", 0,
            (client, _, token) => client.GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = _options.Bucket, Key = _prefix.NameOf(key) }, token),
            cancellation).ConfigureAwait(false);
        var now = _requests.ServerNow;
        var metadata = found.Metadata.Keys.ToDictionary(
            header => header.StartsWith(MetadataFront, StringComparison.OrdinalIgnoreCase) ? header[MetadataFront.Length..] : header,
            header => found.Metadata[header], StringComparer.Ordinal);
        return new BlobProperties(key, found.ContentLength, found.ETag, TimeOf(found.LastModified, now), now, metadata);
    }

    private Task<ListObjectsV2Response> PageAsync(string prefix, string? next, CancellationToken cancellation) => BlobCall.ListedAsync(
        () => _requests.SendAsync(
            SnapshotStage.Cleanup, "ListObjectsV2", 0,
            (client, _, token) => client.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = _options.Bucket, Prefix = prefix, ContinuationToken = next, MaxKeys = _options.NamesPerPage }, token),
            cancellation));

    private static DateTimeOffset TimeOf(DateTime? time, DateTimeOffset now) =>
        time is { } known ? new DateTimeOffset(known.ToUniversalTime()) : now;
}
