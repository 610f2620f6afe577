using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.AzureBlob;

/// <summary>Sends the blocks of one object and puts their list.</summary>
internal sealed class AzureUpload
{
    private const string Provider = "azure-blob";

    private readonly AzureRequests _requests;
    private readonly BlockPump _pump;
    private readonly IFailpoints? _failpoints;

    public AzureUpload(AzureRequests requests, BlockSizes sizes, AzureBlobOptions options)
    {
        _requests = requests;
        _failpoints = options.Failpoints;
        var concurrency = Math.Max(1, options.Upload.Concurrency);
        _pump = new BlockPump(sizes, new BlockBuffers(sizes.BaseBytes, concurrency), concurrency, options.Failpoints);
    }

    /// <summary>Whether a failed list of blocks says that the name is taken.</summary>
    /// <remarks>Another writer's list drops the blocks of all others, so a list of missing blocks says it, too.</remarks>
    public static bool SaysTaken(BlobFailure failure) =>
        failure.Error.Stage == SnapshotStage.Publish
        && (failure.Answer is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed || failure.ServerCode == AzureCodes.NoBlocks);

    /// <summary>Sends all blocks, then their list, which makes the object visible unless there is one.</summary>
    /// <exception cref="BlobFailure">It failed; nothing became visible.</exception>
    public async Task<AzureAnswer> PutAsync(string name, BlobPutRequest request, BlockSource source, CancellationToken cancellation)
    {
        // Names of blocks are those of this attempt alone: another writer of the key may send its blocks at the same time.
        var attempt = Guid.NewGuid();
        var first = await _pump.ReadAsync(source, request.Length, 0, cancellation).ConfigureAwait(false);
        var count = 0;
        if (first.Count == 0)
            await _pump.ReturnAsync(first).ConfigureAwait(false);
        else
            count = await _pump.SendAsync(source, request.Length, first, (block, token) => SendAsync(name, attempt, block, token), cancellation).ConfigureAwait(false);
        if (_failpoints is not null)
            await _failpoints.HitAsync("upload.done", cancellation).ConfigureAwait(false);
        var list = ListOf(attempt, count);
        return await _requests.SendAsync(
            SnapshotStage.Publish, "Put Block List", list.Length, _ => Publish(name, request, source.Checksum, list), cancellation).ConfigureAwait(false);
    }

    private Task<AzureAnswer> SendAsync(string name, Guid attempt, Block block, CancellationToken cancellation)
    {
        var address = _requests.BlobAt(name, $"comp=block&blockid={Uri.EscapeDataString(IdOf(attempt, block.Index))}");
#pragma warning disable CA5351 // The service's check of a block in transit; SHA-256 protects the whole.
        var md5 = MD5.HashData(block.Buffer.AsSpan(0, block.Count));
#pragma warning restore CA5351
        return _requests.SendAsync(
            SnapshotStage.Place, "Put Block", block.Count,
            number =>
            {
                SnapshotMetrics.Uploaded(Provider, block.Count, number > 1);
                var content = new ByteArrayContent(block.Buffer, 0, block.Count);
                content.Headers.ContentMD5 = md5;
                return new HttpRequestMessage(HttpMethod.Put, address) { Content = content };
            },
            cancellation);
    }

    private HttpRequestMessage Publish(string name, BlobPutRequest request, SnapshotChecksum checksum, byte[] list)
    {
        var content = new ByteArrayContent(list);
        content.Headers.ContentType = new("application/xml");
        var message = new HttpRequestMessage(HttpMethod.Put, _requests.BlobAt(name, "comp=blocklist")) { Content = content };
        message.Headers.TryAddWithoutValidation("If-None-Match", "*");
        message.Headers.TryAddWithoutValidation("x-ms-blob-content-type", request.ContentType);
        foreach (var (key, value) in BlobCall.MetadataOf(request, checksum))
            message.Headers.TryAddWithoutValidation(AzureAnswer.HeaderOf(key), value);
        return message;
    }

    // Identifiers of the blocks of a blob must have the same length.
    private static string IdOf(Guid attempt, int index)
    {
        Span<byte> id = stackalloc byte[20];
        attempt.TryWriteBytes(id);
        BinaryPrimitives.WriteInt32BigEndian(id[16..], index);
        return Convert.ToBase64String(id);
    }

    private static byte[] ListOf(Guid attempt, int count)
    {
        var text = new StringBuilder("""<?xml version="1.0" encoding="utf-8"?><BlockList>""");
        for (var index = 0; index < count; index++)
            text.Append("<Latest>").Append(IdOf(attempt, index)).Append("</Latest>");
        return Encoding.UTF8.GetBytes(text.Append("</BlockList>").ToString());
    }
}
