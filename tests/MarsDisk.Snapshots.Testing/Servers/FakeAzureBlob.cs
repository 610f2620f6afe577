using System.Collections.Concurrent;
using System.Globalization;
using System.Security;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace MarsDisk.Snapshots.Testing.Servers;

/// <summary>The part of Azure's blob service that the store uses, for one container.</summary>
public sealed class FakeAzureBlob : FakeServer
{
    private readonly ConcurrentDictionary<(string Name, string Block), FakeBytes> _blocks = new();
    private volatile bool _hasContainer;

    /// <summary>Blocks that no list has named.</summary>
    public int UncommittedBlocks => _blocks.Count;

    /// <inheritdoc/>
    protected override (string Operation, string Target) NameOf(HttpRequest request)
    {
        var name = NameIn(request);
        var operation = (request.Method, request.Query["comp"].ToString()) switch
        {
            ("PUT", "block") => "Put Block",
            ("PUT", "blocklist") => "Put Block List",
            ("PUT", _) => "Create Container",
            ("GET", "list") => "List Blobs",
            ("GET", _) => "Get Blob",
            ("HEAD", _) => "Get Blob Properties",
            _ => "Delete Blob",
        };
        return (operation, operation == "Put Block" ? $"{name} {request.Query["blockid"]}" : name);
    }

    /// <inheritdoc/>
    protected override Task AnswerAsync(HttpContext context, string operation) => operation switch
    {
        "Create Container" => CreateAsync(context),
        _ when !_hasContainer => RefuseAsync(context, StatusCodes.Status404NotFound, "ContainerNotFound"),
        "Put Block" => PutBlockAsync(context),
        "Put Block List" => PutListAsync(context),
        "List Blobs" => ListAsync(context),
        "Delete Blob" => DeleteAsync(context),
        _ => GetAsync(context),
    };

    /// <inheritdoc/>
    protected override async Task RefuseAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["x-ms-error-code"] = code;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.WriteAsync($"<Error><Code>{code}</Code><Message>signed was {context.Request.Headers.Authorization}</Message></Error>");
    }

    private Task CreateAsync(HttpContext context)
    {
        if (context.Request.Headers.ContainsKey("x-ms-blob-public-access"))
            return RefuseAsync(context, StatusCodes.Status409Conflict, "PublicAccessNotPermitted");
        if (_hasContainer)
            return RefuseAsync(context, StatusCodes.Status409Conflict, "ContainerAlreadyExists");
        _hasContainer = true;
        context.Response.StatusCode = StatusCodes.Status201Created;
        return Task.CompletedTask;
    }

    private async Task PutBlockAsync(HttpContext context)
    {
        var bytes = await Objects.ReceiveAsync(context.Request.Body, context.RequestAborted);
        var announced = context.Request.Headers.ContentMD5.ToString();
        if (announced != Convert.ToBase64String(Convert.FromHexString(bytes.Md5)))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "Md5Mismatch");
            return;
        }
        _blocks[(NameIn(context.Request), context.Request.Query["blockid"].ToString())] = bytes;
        context.Response.StatusCode = StatusCodes.Status201Created;
    }

    private async Task PutListAsync(HttpContext context)
    {
        var name = NameIn(context.Request);
        var list = await XDocument.LoadAsync(context.Request.Body, LoadOptions.None, context.RequestAborted);
        var isCreateOnly = context.Request.Headers.IfNoneMatch == "*";
        if (isCreateOnly && Objects.Find(name) is not null)
        {
            await RefuseAsync(context, StatusCodes.Status409Conflict, "BlobAlreadyExists");
            return;
        }
        var blocks = list.Root!.Elements("Latest").Select(id => _blocks.GetValueOrDefault((name, id.Value))).ToList();
        if (blocks.Contains(null))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "InvalidBlockList");
            return;
        }
        var metadata = context.Request.Headers
            .Where(header => header.Key.StartsWith("x-ms-meta-", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString(), StringComparer.Ordinal);
        if (metadata.Keys.Any(key => key["x-ms-meta-".Length..].Contains('-', StringComparison.Ordinal)))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "InvalidMetadata");
            return;
        }
        if (Objects.Publish(name, FakeBytes.Join(blocks!), isCreateOnly, Now, metadata) is not { } published)
        {
            await RefuseAsync(context, StatusCodes.Status409Conflict, "BlobAlreadyExists");
            return;
        }
        foreach (var key in _blocks.Keys.Where(key => key.Name == name))
            _blocks.TryRemove(key, out _);
        context.Response.StatusCode = StatusCodes.Status201Created;
        Describe(context, published);
    }

    private Task GetAsync(HttpContext context)
    {
        if (Objects.Find(NameIn(context.Request)) is not { } found)
            return RefuseAsync(context, StatusCodes.Status404NotFound, "BlobNotFound");
        Describe(context, found);
        foreach (var (name, value) in found.Metadata)
            context.Response.Headers[name] = value;
        return SendAsync(context, found, context.Request.Headers["x-ms-range"].ToString());
    }

    private Task DeleteAsync(HttpContext context)
    {
        var name = NameIn(context.Request);
        if (Objects.Find(name) is not { } found)
            return RefuseAsync(context, StatusCodes.Status404NotFound, "BlobNotFound");
        if (context.Request.Headers.IfMatch.ToString() is { Length: > 0 } tag && tag != found.ETag)
            return RefuseAsync(context, StatusCodes.Status412PreconditionFailed, "ConditionNotMet");
        Objects.Remove(name);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }

    private Task ListAsync(HttpContext context)
    {
        var page = Objects.List(context.Request.Query["prefix"].ToString(), context.Request.Query["marker"].ToString(), PageLength);
        var text = new StringBuilder("""<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs>""");
        foreach (var (name, found) in page)
        {
            text.Append(CultureInfo.InvariantCulture, $"<Blob><Name>{SecurityElement.Escape(name)}</Name><Properties>")
                .Append(CultureInfo.InvariantCulture, $"<Last-Modified>{found.Modified:R}</Last-Modified><Etag>{found.ETag.Trim('"')}</Etag>")
                .Append(CultureInfo.InvariantCulture, $"<Content-Length>{found.Bytes.Length}</Content-Length></Properties></Blob>");
        }
        text.Append(CultureInfo.InvariantCulture, $"</Blobs><NextMarker>{(page.Count == PageLength ? page[^1].Key : "")}</NextMarker></EnumerationResults>");
        return context.Response.WriteAsync(text.ToString());
    }

    private static void Describe(HttpContext context, FakeObject found)
    {
        context.Response.Headers.ETag = found.ETag;
        context.Response.Headers.LastModified = found.Modified.ToString("R", CultureInfo.InvariantCulture);
    }
}
