using System.Net;
using System.Net.Sockets;

using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Daemon.Logging;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MarsDisk.Hosting.Daemon.Api;

/// <summary>The listeners for HTTP: all routes on the control socket, probes alone on the health listener.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private static readonly string[] LoopbackNames = ["localhost", "127.0.0.1", "[::1]"];
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(1);

    private readonly WebApplication _application;

    /// <summary>Prepares the listeners; nothing is open yet.</summary>
    /// <param name="settings">Limits and the health listener.</param>
    /// <param name="socket">The control socket.</param>
    /// <param name="probes">Routes of both listeners.</param>
    /// <param name="routes">Routes of the control socket.</param>
    /// <param name="log">Where failures go.</param>
    public ApiServer(NodeConfiguration settings, OwnedSocket socket, Action<IEndpointRouteBuilder> probes, Action<IEndpointRouteBuilder> routes, ILogger log)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Configure(options, settings, socket));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<SocketTransportOptions>(options => options.CreateBoundListenSocket = end =>
            end is UnixDomainSocketEndPoint ? socket.Listen() : SocketTransportOptions.CreateDefaultBoundListenSocket(end));
        _application = builder.Build();
        _application.Use((context, next) => GuardAsync(context, next, log));
        _application.UseRouting();
        probes(_application);
        routes(_application);
        _application.MapFallback(context => Answers.ProblemAsync(context, StatusCodes.Status404NotFound, "unknown-route", $"there is no {context.Request.Method} {context.Request.Path}.", ExitCodes.Usage));
    }

    /// <summary>Opens the listeners.</summary>
    /// <exception cref="DaemonRefusedException">An address cannot be had.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        try
        {
            await _application.StartAsync(cancellation);
        }
        catch (Exception error) when (error is IOException or SocketException or AddressInUseException)
        {
            throw new DaemonRefusedException($"a listener cannot be opened: {error.Message}\n  another process may have the address; see health.listen and control.socket.", ExitCodes.Unusable);
        }
    }

    /// <summary>Takes no further connection; requests under way get a moment.</summary>
    public async ValueTask DisposeAsync()
    {
        using var moment = new CancellationTokenSource(StopWithin);
        await _application.StopAsync(moment.Token);
        await _application.DisposeAsync();
    }

    private static void Configure(KestrelServerOptions options, NodeConfiguration settings, OwnedSocket socket)
    {
        options.AddServerHeader = false;
        options.Limits.MaxConcurrentConnections = settings.Control.Connections;
        options.Limits.MaxRequestBodySize = settings.Control.Body;
        options.Limits.MaxRequestHeadersTotalSize = (int)settings.Control.Header;
        options.Limits.MaxRequestLineSize = (int)settings.Control.Header;
        options.Limits.RequestHeadersTimeout = settings.Control.HeaderTime;
        options.ListenUnixSocket(socket.Path, listener => listener.Protocols = HttpProtocols.Http1);
        if (settings.Health.Listen.Length > 0)
            options.Listen(IPEndPoint.Parse(settings.Health.Listen), listener => listener.Protocols = HttpProtocols.Http1);
    }

    // On the health listener there are probes and nothing else; a page that a browser loaded elsewhere learns nothing.
    private static async Task GuardAsync(HttpContext context, RequestDelegate next, ILogger log)
    {
        var isSocket = context.Features.Get<IHttpConnectionFeature>()?.LocalIpAddress is null;
        if (!isSocket && !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) && context.Request.Path.Value is not ("/healthz" or "/readyz"))
        {
            await Answers.ProblemAsync(context, StatusCodes.Status404NotFound, "unknown-route", "this listener answers probes only.", ExitCodes.Usage);
            return;
        }

        if (!isSocket && !LoopbackNames.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase))
        {
            await Answers.ProblemAsync(context, StatusCodes.Status421MisdirectedRequest, "wrong-host", "this listener is for this machine.", ExitCodes.Usage);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException bad)
        {
            await Answers.ProblemAsync(context, bad.StatusCode, "bad-request", bad.Message, ExitCodes.Usage);
        }
        catch (Exception error) when (error is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            DaemonEvents.RequestFailed.Write(log, context.Request.Method, context.Request.Path.Value, error.ToString());
            if (!context.Response.HasStarted)
                await Answers.ProblemAsync(context, StatusCodes.Status500InternalServerError, "internal", "the daemon failed; its log says more.", ExitCodes.Internal);
        }
    }

    // Signals are the daemon's own business.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
