using System.Collections.Concurrent;
using System.Globalization;
using MarsDisk.Emulators.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace MarsDisk.Snapshots.Testing.Servers;

/// <summary>
/// A server of objects in this process, on the loopback. It enforces create-only conditions, keeps what is not published
/// invisible, and does wrong what a test asks for.
/// </summary>
public abstract class FakeServer : IAsyncDisposable
{
    private readonly FreePort _port = FreePort.Take();
    private readonly ConcurrentDictionary<(string Operation, string Target), int> _numbers = new();
    private WebApplication? _app;

    /// <summary>Its address.</summary>
    public Uri Endpoint => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port.Number}"));

    /// <summary>What it keeps.</summary>
    public FakeObjects Objects { get; } = new();

    /// <summary>How far its clock is ahead.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>Names of a page.</summary>
    public int PageLength { get; set; } = 1000;

    /// <summary>Chooses what goes wrong.</summary>
    public Func<FakeRequest, FakeFault> Fault { get; set; } = _ => FakeFault.None;

    /// <summary>Every request, in order.</summary>
    public ConcurrentQueue<FakeRequest> Requests { get; } = new();

    /// <summary>Its clock.</summary>
    public DateTimeOffset Now
    {
        get
        {
            // Headers hold whole seconds.
            var now = DateTimeOffset.UtcNow + ClockOffset;
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        }
    }

    /// <summary>Starts it.</summary>
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Endpoint.AbsoluteUri).ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
        });
        _app = builder.Build();
        _app.Run(HandleAsync);
        await _app.StartAsync();
    }

    /// <summary>Ends it at once; what it keeps stays.</summary>
    public async Task StopAsync()
    {
        if (_app is null)
            return;
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _app = null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _port.Dispose();
        Objects.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Names a request: its operation and its target.</summary>
    protected abstract (string Operation, string Target) NameOf(HttpRequest request);

    /// <summary>Does what a request asks for and answers.</summary>
    protected abstract Task AnswerAsync(HttpContext context, string operation);

    /// <summary>Answers with a failure.</summary>
    protected abstract Task RefuseAsync(HttpContext context, int status, string code);

    /// <summary>The name in a path, behind the container; empty: the container itself.</summary>
    protected static string NameIn(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var path = request.Path.Value!.TrimStart('/');
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? "" : path[(slash + 1)..];
    }

    /// <summary>Sends an object or the asked part of it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="found">The object.</param>
    /// <param name="range">Value of the range header, or empty.</param>
    protected async Task SendAsync(HttpContext context, FakeObject found, string range)
    {
        var (first, last) = (0L, found.Bytes.Length - 1);
        if (range.Length > 0)
        {
            var ends = range["bytes=".Length..].Split('-');
            first = long.Parse(ends[0], CultureInfo.InvariantCulture);
            if (ends[1].Length > 0)
                last = Math.Min(last, long.Parse(ends[1], CultureInfo.InvariantCulture));
            if (first >= found.Bytes.Length)
            {
                await RefuseAsync(context, StatusCodes.Status416RangeNotSatisfiable, "InvalidRange");
                return;
            }
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {first}-{last}/{found.Bytes.Length}");
        }
        var count = last - first + 1;
        context.Response.ContentLength = count;
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        var fault = (FakeFault)context.Items[typeof(FakeFault)]!;
        await Objects.SendAsync(found.Bytes, first, fault == FakeFault.Truncate ? count / 2 : count, context.Response.Body, context.RequestAborted);
        if (fault == FakeFault.Truncate)
        {
            await context.Response.Body.FlushAsync();
            await Task.Delay(50);       // the bytes are on their way before the connection is reset
            context.Abort();
        }
    }

    private async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.Date = Now.ToString("R", CultureInfo.InvariantCulture);
        context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = false;
        var (operation, target) = NameOf(context.Request);
        var request = new FakeRequest(operation, target, _numbers.AddOrUpdate((operation, target), 1, (_, number) => number + 1));
        Requests.Enqueue(request);
        var fault = Fault(request);
        context.Items[typeof(FakeFault)] = fault;
        await (fault switch
        {
            FakeFault.Unavailable => AfterBodyAsync(context, StatusCodes.Status503ServiceUnavailable, "ServerBusy"),
            FakeFault.Throttled => ThrottleAsync(context),
            FakeFault.Denied => AfterBodyAsync(context, StatusCodes.Status403Forbidden, "AccessDenied"),
            FakeFault.Contended => AfterBodyAsync(context, StatusCodes.Status409Conflict, "ConditionalRequestConflict"),
            FakeFault.CutRequest => CutAsync(context),
            FakeFault.CutAnswer => CutAnswerAsync(context, operation),
            _ => AnswerAsync(context, operation),
        });
    }

    private async Task AfterBodyAsync(HttpContext context, int status, string code)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        await RefuseAsync(context, status, code);
    }

    private Task ThrottleAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return AfterBodyAsync(context, StatusCodes.Status503ServiceUnavailable, "SlowDown");
    }

    private static async Task CutAsync(HttpContext context)
    {
        var buffer = new byte[Math.Max(1, (context.Request.ContentLength ?? 2) / 2)];
        _ = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
        context.Abort();
    }

    private async Task CutAnswerAsync(HttpContext context, string operation)
    {
        var answer = context.Response.Body;
        context.Response.Body = Stream.Null;
        await AnswerAsync(context, operation);
        context.Response.Body = answer;
        context.Abort();
    }
}
