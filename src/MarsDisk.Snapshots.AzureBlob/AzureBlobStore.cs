using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.AzureBlob;

/// <summary>
/// Objects as block blobs of one container, over the service's REST interface. Blocks are invisible until a list of them is
/// put, which is one operation and refuses a name that is taken. Blocks that nobody lists are collected by the service after
/// a week; there is no request that aborts them.
/// </summary>
public sealed class AzureBlobStore : IBlobStorageSnapshotAccessor
{
    private const int BlockBytes = 4 * 1024 * 1024;
    private const int BlocksMax = 50_000;
    private static readonly Dictionary<string, string> NoMetadata = new(StringComparer.Ordinal);

    private readonly AzureRequests _requests;
    private readonly AzureUpload _upload;
    private readonly BlobReads _reads;
    private readonly KeyPrefix _prefix;
    private readonly BlockSizes _sizes;
    private readonly TimeProvider _clock;

    /// <summary>Names a container; nothing is asked or made yet.</summary>
    /// <param name="options">Where it lies.</param>
    /// <param name="http">Sends requests, without a time limit of its own; null: one for the process.</param>
    /// <param name="clock">Dates requests and measures pauses.</param>
    public AzureBlobStore(AzureBlobOptions options, HttpClient? http = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _clock = clock ?? TimeProvider.System;
        _prefix = new KeyPrefix(options.Prefix);
        _requests = new AzureRequests(options, http, _clock);
        _sizes = new BlockSizes(options.Upload.BlockBytes ?? BlockBytes, BlocksMax);
        _upload = new AzureUpload(_requests, _sizes, options);
        _reads = new BlobReads(OpenAsync, HeadAsync);
    }

    /// <inheritdoc/>
    public string ProviderName => "azure-blob";

    /// <inheritdoc/>
    public BlobCapabilities Capabilities =>
        BlobCapabilities.ConditionalCreate | BlobCapabilities.AtomicPublish | BlobCapabilities.List | BlobCapabilities.RangeRead;

    /// <inheritdoc/>
    public long MaxObjectBytes => _sizes.ObjectBytesMax;

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<BlobPutReceipt>> PutAsync(BlobPutRequest request, Stream data, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(data);
        var name = _prefix.NameOf(request.Key);
        if (request.Length > MaxObjectBytes)
            return ValueTask.FromResult(BlobCall.TooLarge(request.Length.Value, MaxObjectBytes));
        return BlobCall.RunAsync(
            SnapshotStage.Place,
            async () =>
            {
                using var source = new BlockSource(data, request);
                try
                {
                    var answer = await _upload.PutAsync(name, request, source, cancellation).ConfigureAwait(false);
                    return SnapshotOutcome.Ok(new BlobPutReceipt(
                        request.Key, source.Length, answer.ETag, answer.LastModified, AlreadyExisted: false));
                }
                catch (BlobFailure failure) when (source.IsAtEnd && AzureUpload.SaysTaken(failure))
                {
                    return await BlobCall.CompareAsync(this, request.Key, source.Length, source.Checksum, cancellation).ConfigureAwait(false);
                }
            },
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<Stream>> GetAsync(
        string key, long offset = 0, long? count = null, CancellationToken cancellation = default) =>
        _reads.GetAsync(key, offset, count, cancellation);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<BlobProperties>> ProbeAsync(string key, CancellationToken cancellation = default) =>
        _reads.ProbeAsync(key, cancellation);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> DeleteAsync(string key, string? ifMatchETag = null, CancellationToken cancellation = default)
    {
        var name = _prefix.NameOf(key);
        return BlobCall.RunAsync(
            SnapshotStage.Cleanup,
            async () =>
            {
                try
                {
                    await _requests.SendAsync(SnapshotStage.Cleanup, "Delete Blob", 0, _ => Delete(name, ifMatchETag), cancellation).ConfigureAwait(false);
                    return SnapshotOutcome.Ok(true);
                }
                catch (BlobFailure failure) when (failure.Answer == HttpStatusCode.NotFound)
                {
                    return SnapshotOutcome.Ok(false);
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
        var query = $"restype=container&comp=list&prefix={Uri.EscapeDataString(_prefix.NamesFrom(prefix))}";
        var marker = "";
        do
        {
            var (page, now) = await PageAsync(marker.Length == 0 ? query : $"{query}&marker={Uri.EscapeDataString(marker)}", cancellation)
                .ConfigureAwait(false);
            foreach (var blob in page.Blobs)
            {
                if (_prefix.KeyOf(blob.Name) is { } key)
                    yield return new BlobProperties(key, blob.Length, blob.ETag, blob.LastModified, now, NoMetadata);
            }
            marker = page.NextMarker;
        }
        while (marker.Length > 0);
    }

    /// <inheritdoc/>
    /// <remarks>There is nothing to do: the service drops blocks by itself that nobody listed within a week.</remarks>
    public ValueTask<SnapshotOutcome<int>> AbortStaleUploadsAsync(
        string prefix, TimeSpan olderThan, CancellationToken cancellation = default) => ValueTask.FromResult(SnapshotOutcome.Ok(0));

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation = default) => BlobCall.EnsureAsync(
        // Without x-ms-blob-public-access nobody reads it without authorisation.
        () => _requests.SendAsync(
            SnapshotStage.Admit, "Create Container", 0,
            _ => new HttpRequestMessage(HttpMethod.Put, _requests.ContainerAt("restype=container")) { Content = new ByteArrayContent([]) },
            cancellation),
        failure => failure.ServerCode == AzureCodes.ContainerExists,
        () => _requests.SendAsync(
            SnapshotStage.Admit, "List Blobs", 0,
            _ => new HttpRequestMessage(HttpMethod.Get, _requests.ContainerAt("restype=container&comp=list&maxresults=1")), cancellation),
        cancellation);

    private HttpRequestMessage Delete(string name, string? ifMatchETag)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, _requests.BlobAt(name));
        if (ifMatchETag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatchETag);
        return request;
    }

    private Task<Stream> OpenAsync(string key, long offset, long? count, CancellationToken cancellation) => _requests.SendAsync(
        SnapshotStage.Open, "Get Blob", 0,
        _ =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, _requests.BlobAt(_prefix.NameOf(key)));
            if (offset > 0 || count is not null)
                request.Headers.Add("x-ms-range", new RangeHeaderValue(offset, offset + count - 1).ToString());
            return request;
        },
        (answer, token) => answer.Content.ReadAsStreamAsync(token), cancellation);

    private async Task<BlobProperties> HeadAsync(SnapshotStage stage, string key, CancellationToken cancellation)
    {
        var found = await _requests.SendAsync(
            stage, "Get Blob Properties", 0, _ => new HttpRequestMessage(HttpMethod.Head, _requests.BlobAt(_prefix.NameOf(key))), cancellation)
            .ConfigureAwait(false);
        return new BlobProperties(key, found.Length, found.ETag, found.LastModified, found.ServerNow, found.Metadata);
    }

    private Task<(AzureList Page, DateTimeOffset Now)> PageAsync(string query, CancellationToken cancellation) => BlobCall.ListedAsync(
        () => _requests.SendAsync(
            SnapshotStage.Cleanup, "List Blobs", 0,
            _ => new HttpRequestMessage(HttpMethod.Get, _requests.ContainerAt(query)),
            async (answer, token) =>
            {
                using (answer)
                {
                    var body = await answer.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
                    return (await AzureList.ReadAsync(body, token).ConfigureAwait(false), answer.Headers.Date ?? _clock.GetUtcNow());
                }
            },
            cancellation));
}
