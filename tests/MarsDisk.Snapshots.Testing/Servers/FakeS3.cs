using System.Collections.Concurrent;
using System.Globalization;
using System.Security;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace MarsDisk.Snapshots.Testing.Servers;

/// <summary>The part of S3 that the store uses, for one bucket whose name is a part of the path.</summary>
public sealed class FakeS3 : FakeServer
{
    private readonly ConcurrentDictionary<string, Upload> _uploads = new(StringComparer.Ordinal);
    private volatile bool _hasBucket;
    private int _uploadNumber;

    /// <summary>Uploads that are neither completed nor aborted.</summary>
    public int OpenUploads => _uploads.Count;

    /// <summary>Whether it stores the framing of chunks as data, as some servers do.</summary>
    public bool StoresChunkFraming { get; set; }

    /// <inheritdoc/>
    protected override (string Operation, string Target) NameOf(HttpRequest request)
    {
        var name = NameIn(request);
        var query = request.Query;
        var operation = (request.Method, name.Length > 0) switch
        {
            ("PUT", false) => "CreateBucket",
            ("GET", false) => query.ContainsKey("uploads") ? "ListMultipartUploads" : "ListObjectsV2",
            ("PUT", _) => query.ContainsKey("partNumber") ? "UploadPart" : "PutObject",
            ("POST", _) => query.ContainsKey("uploads") ? "CreateMultipartUpload" : "CompleteMultipartUpload",
            ("GET", _) => "GetObject",
            ("HEAD", _) => "HeadObject",
            _ => query.ContainsKey("uploadId") ? "AbortMultipartUpload" : "DeleteObject",
        };
        return (operation, operation == "UploadPart" ? $"{name} {query["partNumber"]}" : name);
    }

    /// <inheritdoc/>
    protected override Task AnswerAsync(HttpContext context, string operation) => operation switch
    {
        "CreateBucket" => CreateBucketAsync(context),
        _ when !_hasBucket => RefuseAsync(context, StatusCodes.Status404NotFound, "NoSuchBucket"),
        "PutObject" => PutAsync(context),
        "CreateMultipartUpload" => CreateAsync(context),
        "UploadPart" => UploadPartAsync(context),
        "CompleteMultipartUpload" => CompleteAsync(context),
        "AbortMultipartUpload" => AbortAsync(context),
        "ListMultipartUploads" => ListUploadsAsync(context),
        "ListObjectsV2" => ListAsync(context),
        "DeleteObject" => DeleteAsync(context),
        _ => GetAsync(context),
    };

    /// <inheritdoc/>
    protected override async Task RefuseAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.WriteAsync($"<Error><Code>{code}</Code><Message>signed was {context.Request.Headers.Authorization}</Message></Error>");
    }

    private async Task<FakeBytes> ReceiveAsync(HttpContext context)
    {
        var isChunked = context.Request.Headers["x-amz-content-sha256"].ToString().StartsWith("STREAMING-", StringComparison.Ordinal);
        var body = context.Request.Body;
        if (!isChunked || StoresChunkFraming)
            return await Objects.ReceiveAsync(body, context.RequestAborted);
        await using var chunked = new AwsChunkedStream(body);
        return await Objects.ReceiveAsync(chunked, context.RequestAborted);
    }

    private Task CreateBucketAsync(HttpContext context)
    {
        if (_hasBucket)
            return RefuseAsync(context, StatusCodes.Status409Conflict, "BucketAlreadyOwnedByYou");
        _hasBucket = !context.Request.Headers.ContainsKey("x-amz-acl");
        return Task.CompletedTask;
    }

    private async Task PutAsync(HttpContext context)
    {
        var bytes = await ReceiveAsync(context);
        await PublishAsync(context, bytes, MetadataOf(context), found =>
        {
            context.Response.Headers.ETag = found.ETag;
            return Task.CompletedTask;
        });
    }

    private Task CreateAsync(HttpContext context)
    {
        var id = $"upload-{Interlocked.Increment(ref _uploadNumber):D6}";
        _uploads[id] = new Upload(NameIn(context.Request), Now, MetadataOf(context));
        return WriteAsync(context, $"<InitiateMultipartUploadResult><UploadId>{id}</UploadId></InitiateMultipartUploadResult>");
    }

    private async Task UploadPartAsync(HttpContext context)
    {
        var bytes = await ReceiveAsync(context);
        if (Find(context) is not { } upload)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "NoSuchUpload");
            return;
        }
        upload.Parts[int.Parse(context.Request.Query["partNumber"]!, CultureInfo.InvariantCulture)] = bytes;
        context.Response.Headers.ETag = $"\"{bytes.Md5}\"";
    }

    private async Task CompleteAsync(HttpContext context)
    {
        var list = await XDocument.LoadAsync(context.Request.Body, LoadOptions.None, context.RequestAborted);
        if (Find(context) is not { } upload)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "NoSuchUpload");
            return;
        }
        var parts = list.Descendants().Where(node => node.Name.LocalName == "Part")
            .Select(node => node.Elements().ToDictionary(child => child.Name.LocalName, child => child.Value, StringComparer.Ordinal))
            .Select(part => upload.Parts.TryGetValue(int.Parse(part["PartNumber"], CultureInfo.InvariantCulture), out var bytes)
                && part["ETag"].Trim('"') == bytes.Md5 ? bytes : null)
            .ToList();
        if (parts.Count == 0 || parts.Contains(null))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "InvalidPart");
            return;
        }
        await PublishAsync(context, FakeBytes.Join(parts!), upload.Metadata, found =>
        {
            _uploads.TryRemove(context.Request.Query["uploadId"].ToString(), out _);
            return WriteAsync(context, $"<CompleteMultipartUploadResult><ETag>{SecurityElement.Escape(found.ETag)}</ETag></CompleteMultipartUploadResult>");
        });
    }

    private Task PublishAsync(
        HttpContext context, FakeBytes bytes, IReadOnlyDictionary<string, string> metadata, Func<FakeObject, Task> answer) =>
        Objects.Publish(NameIn(context.Request), bytes, context.Request.Headers.IfNoneMatch == "*", Now, metadata) is { } published
            ? answer(published)
            : RefuseAsync(context, StatusCodes.Status412PreconditionFailed, "PreconditionFailed");

    private Task AbortAsync(HttpContext context)
    {
        if (!_uploads.TryRemove(context.Request.Query["uploadId"].ToString(), out _))
            return RefuseAsync(context, StatusCodes.Status404NotFound, "NoSuchUpload");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Task ListUploadsAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var marker = query["upload-id-marker"].ToString();
        var page = _uploads
            .Where(pair => pair.Value.Name.StartsWith(query["prefix"].ToString(), StringComparison.Ordinal)
                && string.CompareOrdinal(pair.Key, marker) > 0)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Take(PageLength).ToList();
        var text = new StringBuilder("<ListMultipartUploadsResult>");
        foreach (var (id, upload) in page)
        {
            text.Append(CultureInfo.InvariantCulture, $"<Upload><Key>{SecurityElement.Escape(upload.Name)}</Key><UploadId>{id}</UploadId>")
                .Append(CultureInfo.InvariantCulture, $"<Initiated>{upload.Begun:yyyy-MM-ddTHH:mm:ss.000Z}</Initiated></Upload>");
        }
        if (page.Count == PageLength)
            text.Append(CultureInfo.InvariantCulture, $"<NextKeyMarker>{SecurityElement.Escape(page[^1].Value.Name)}</NextKeyMarker><NextUploadIdMarker>{page[^1].Key}</NextUploadIdMarker>");
        text.Append(CultureInfo.InvariantCulture, $"<IsTruncated>{(page.Count == PageLength ? "true" : "false")}</IsTruncated></ListMultipartUploadsResult>");
        return WriteAsync(context, text.ToString());
    }

    private Task ListAsync(HttpContext context)
    {
        var page = Objects.List(context.Request.Query["prefix"].ToString(), context.Request.Query["continuation-token"].ToString(), PageLength);
        var text = new StringBuilder("<ListBucketResult>");
        foreach (var (name, found) in page)
        {
            text.Append(CultureInfo.InvariantCulture, $"<Contents><Key>{SecurityElement.Escape(name)}</Key><ETag>{SecurityElement.Escape(found.ETag)}</ETag>")
                .Append(CultureInfo.InvariantCulture, $"<LastModified>{found.Modified:yyyy-MM-ddTHH:mm:ss.000Z}</LastModified><Size>{found.Bytes.Length}</Size></Contents>");
        }
        var next = page.Count == PageLength ? $"<NextContinuationToken>{SecurityElement.Escape(page[^1].Key)}</NextContinuationToken>" : "";
        text.Append(CultureInfo.InvariantCulture, $"{next}<IsTruncated>{(next.Length > 0 ? "true" : "false")}</IsTruncated></ListBucketResult>");
        return WriteAsync(context, text.ToString());
    }

    private Task GetAsync(HttpContext context)
    {
        if (Objects.Find(NameIn(context.Request)) is not { } found)
            return RefuseAsync(context, StatusCodes.Status404NotFound, "NoSuchKey");
        context.Response.Headers.ETag = found.ETag;
        context.Response.Headers.LastModified = found.Modified.ToString("R", CultureInfo.InvariantCulture);
        foreach (var (name, value) in found.Metadata)
            context.Response.Headers[name] = value;
        return SendAsync(context, found, context.Request.Headers.Range.ToString());
    }

    private Task DeleteAsync(HttpContext context)
    {
        var name = NameIn(context.Request);
        if (context.Request.Headers.IfMatch.ToString() is { Length: > 0 } tag && Objects.Find(name) is { } found && tag != found.ETag)
            return RefuseAsync(context, StatusCodes.Status412PreconditionFailed, "PreconditionFailed");
        Objects.Remove(name);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Upload? Find(HttpContext context) =>
        _uploads.GetValueOrDefault(context.Request.Query["uploadId"].ToString());

    private static Dictionary<string, string> MetadataOf(HttpContext context) => context.Request.Headers
        .Where(header => header.Key.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase))
        .ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString(), StringComparer.Ordinal);

    private static Task WriteAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync("""<?xml version="1.0" encoding="UTF-8"?>""" + text);
    }

    private sealed record Upload(string Name, DateTimeOffset Begun, IReadOnlyDictionary<string, string> Metadata)
    {
        public ConcurrentDictionary<int, FakeBytes> Parts { get; } = new();
    }
}
