using System.Net;
using Amazon.S3.Model;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.S3;

/// <summary>Sends one object: whole when it is short, else in parts.</summary>
internal sealed class S3Upload
{
    private const string Provider = "s3";
    private static readonly TimeSpan AbortPatience = TimeSpan.FromSeconds(10);

    private readonly S3Requests _requests;
    private readonly S3BlobOptions _options;
    private readonly BlockPump _pump;

    public S3Upload(S3Requests requests, BlockSizes sizes, S3BlobOptions options)
    {
        _requests = requests;
        _options = options;
        var concurrency = Math.Max(1, options.Upload.Concurrency);
        _pump = new BlockPump(sizes, new BlockBuffers(sizes.BaseBytes, concurrency), concurrency, options.Failpoints);
    }

    private string? OnlyNew => _options.ServerObeysConditions ? "*" : null;

    /// <summary>Whether a failed request says that the name is taken.</summary>
    public static bool SaysTaken(BlobFailure failure) =>
        failure.Error.Stage == SnapshotStage.Publish && failure.Answer == HttpStatusCode.PreconditionFailed;

    /// <summary>Whether another conditional request ran at the same moment, so that the upload has to begin again.</summary>
    public static bool SaysContended(BlobFailure failure) =>
        failure.Error.Stage == SnapshotStage.Publish
        && (failure.Answer == HttpStatusCode.Conflict || failure.ServerCode == "NoSuchUpload");

    /// <summary>Sends it and makes it visible unless there is one.</summary>
    /// <param name="name">The name, with its prefix.</param>
    /// <param name="request">What was announced.</param>
    /// <param name="source">The data.</param>
    /// <param name="check">Called when all data were read and before they become visible.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="BlobFailure">It failed; nothing became visible.</exception>
    public async Task PutAsync(string name, BlobPutRequest request, BlockSource source, Func<Task> check, CancellationToken cancellation)
    {
        var first = await _pump.ReadAsync(source, request.Length, 0, cancellation).ConfigureAwait(false);
        if (!source.IsAtEnd)
        {
            await PutPartsAsync(name, request, source, first, check, cancellation).ConfigureAwait(false);
            return;
        }
        try
        {
            await check().ConfigureAwait(false);
            await PutWholeAsync(name, request, source.Checksum, first, cancellation).ConfigureAwait(false);
        }
        finally
        {
            await _pump.ReturnAsync(first).ConfigureAwait(false);
        }
    }

    private Task<PutObjectResponse> PutWholeAsync(
        string name, BlobPutRequest request, SnapshotChecksum checksum, Block block, CancellationToken cancellation) => _requests.SendAsync(
        SnapshotStage.Publish, "PutObject", block.Count,
        (client, attempt, token) =>
        {
            SnapshotMetrics.Uploaded(Provider, block.Count, attempt > 1);
            var put = new PutObjectRequest
            {
                BucketName = _options.Bucket,
                Key = name,
                ContentType = request.ContentType,
                InputStream = StreamOf(block),
                AutoCloseStream = true,
                UseChunkEncoding = _options.UseChunkEncoding,
                IfNoneMatch = OnlyNew,
            };
            foreach (var (key, value) in BlobCall.MetadataOf(request, checksum))
                put.Metadata[key] = value;
            return client.PutObjectAsync(put, token);
        },
        cancellation);

    private async Task PutPartsAsync(
        string name, BlobPutRequest request, BlockSource source, Block first, Func<Task> check, CancellationToken cancellation)
    {
        string upload;
        try
        {
            upload = await CreateAsync(name, request, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await _pump.ReturnAsync(first).ConfigureAwait(false);
            throw;
        }
        try
        {
            var parts = new SortedDictionary<int, string>();
            await _pump.SendAsync(
                source, request.Length, first,
                async (block, token) =>
                {
                    var tag = await SendAsync(name, upload, block, token).ConfigureAwait(false);
                    lock (parts)
                        parts.Add(block.Index + 1, tag);
                },
                cancellation).ConfigureAwait(false);
            if (_options.Failpoints is { } failpoints)
                await failpoints.HitAsync("upload.done", cancellation).ConfigureAwait(false);
            await check().ConfigureAwait(false);
            await CompleteAsync(name, upload, parts, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await TryAbortAsync(name, upload).ConfigureAwait(false);
            throw;
        }
    }

    // The checksum is kept beside the object only where it is known before the first byte travels.
    private async Task<string> CreateAsync(string name, BlobPutRequest request, CancellationToken cancellation)
    {
        var created = await _requests.SendAsync(
            SnapshotStage.Place, "CreateMultipartUpload", 0,
            (client, _, token) =>
            {
                var create = new InitiateMultipartUploadRequest { BucketName = _options.Bucket, Key = name, ContentType = request.ContentType };
                foreach (var (key, value) in BlobCall.MetadataOf(request, request.Expected))
                    create.Metadata[key] = value;
                return client.InitiateMultipartUploadAsync(create, token);
            },
            cancellation).ConfigureAwait(false);
        return created.UploadId;
    }

    private async Task<string> SendAsync(string name, string upload, Block block, CancellationToken cancellation)
    {
        var sent = await _requests.SendAsync(
            SnapshotStage.Place, "UploadPart", block.Count,
            (client, attempt, token) =>
            {
                SnapshotMetrics.Uploaded(Provider, block.Count, attempt > 1);
                return client.UploadPartAsync(
                    new UploadPartRequest
                    {
                        BucketName = _options.Bucket,
                        Key = name,
                        UploadId = upload,
                        PartNumber = block.Index + 1,
                        PartSize = block.Count,
                        InputStream = StreamOf(block),
                        UseChunkEncoding = _options.UseChunkEncoding,
                    },
                    token);
            },
            cancellation).ConfigureAwait(false);
        return sent.ETag;
    }

    private Task<CompleteMultipartUploadResponse> CompleteAsync(
        string name, string upload, SortedDictionary<int, string> parts, CancellationToken cancellation) => _requests.SendAsync(
        SnapshotStage.Publish, "CompleteMultipartUpload", 0,
        (client, _, token) => client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest
            {
                BucketName = _options.Bucket,
                Key = name,
                UploadId = upload,
                PartETags = [.. parts.Select(part => new PartETag(part.Key, part.Value))],
                IfNoneMatch = OnlyNew,
            },
            token),
        cancellation);

    // Best effort: what stays is aborted by the janitor later.
    private async Task TryAbortAsync(string name, string upload)
    {
        using var patience = new CancellationTokenSource(AbortPatience, _requests.Clock);
        try
        {
            await _requests.SendAsync(
                SnapshotStage.Cleanup, "AbortMultipartUpload", 0,
                (client, _, token) => client.AbortMultipartUploadAsync(
                    new AbortMultipartUploadRequest { BucketName = _options.Bucket, Key = name, UploadId = upload }, token),
                patience.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is BlobFailure or OperationCanceledException)
        {
            // The failure of the put is what counts.
        }
    }

    // Over the part's own buffer: nothing is copied.
    private static MemoryStream StreamOf(Block block) => new(block.Buffer, 0, block.Count, writable: false);
}
