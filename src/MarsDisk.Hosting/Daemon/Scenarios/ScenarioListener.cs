using System.Net;
using System.Net.Sockets;
using System.Text;

using MarsDisk.Hosting.Daemon.Logging;
using MarsDisk.Hosting.Daemon.Reloading;

using Microsoft.Extensions.Logging;

namespace MarsDisk.Hosting.Daemon.Scenarios;

/// <summary>
/// Takes connections that scenarios are sent on (streaming-parser.md §4.6): the one whose sender went away goes on, else a
/// new one begins, and above the limit the answer is <c>MDSC 1 busy</c>.
/// </summary>
internal sealed class ScenarioListener : IDisposable
{
    private const int FirstBytes = 4096;
    private const int Backlog = 64;
    private static readonly byte[] Busy = Encoding.ASCII.GetBytes("MDSC 1 busy\n");

    private readonly Socket _socket;
    private readonly string _name;
    private readonly DaemonScenarios _scenarios;
    private readonly DaemonPlaces _places;
    private readonly LiveSettings _settings;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _choosing = new(1);
    private int _beginning;

    public ScenarioListener(
        Socket socket, string name, DaemonScenarios scenarios, DaemonPlaces places, LiveSettings settings, TimeProvider clock, ILogger log)
    {
        (_socket, _name, _scenarios, _places) = (socket, name, scenarios, places);
        (_settings, _clock, _log) = (settings, clock, log);
    }

    /// <summary>A listening socket on an address of this machine.</summary>
    /// <exception cref="DaemonRefusedException">The address cannot be had.</exception>
    public static Socket Bind(string address)
    {
        var end = IPEndPoint.Parse(address);
        var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(end);
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new DaemonRefusedException($"{address} cannot be listened on: {error.Message}\n  another process may have it; see scenarios.listen.", ExitCodes.Unusable);
        }
    }

    /// <summary>Takes connections until the daemon leaves.</summary>
    public async Task AcceptAsync(CancellationToken leaving)
    {
        try
        {
            while (true)
                _ = TakeAsync(await _socket.AcceptAsync(leaving), leaving);
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            if (!leaving.IsCancellationRequested)
                DaemonEvents.ListenerFailed.Write(_log, _name, error.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _choosing.Dispose();
    }

    private async Task TakeAsync(Socket socket, CancellationToken leaving)
    {
        var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            if (!await GoOnAsync(socket, stream, leaving))
                await BeginAsync(socket, stream, leaving);
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException or UnauthorizedAccessException)
        {
            DaemonEvents.SenderLost.Write(_log, _name, error.Message);
            await stream.DisposeAsync();
        }
    }

    // One after the other: two connections at once must not be given the same scenario.
    private async Task<bool> GoOnAsync(Socket socket, Stream stream, CancellationToken leaving)
    {
        await _choosing.WaitAsync(leaving);
        try
        {
            if (_scenarios.Abandoned(_name) is not { Sender: { } sender } scenario)
                return false;
            sender.Attach(new SenderConnection(stream, socket, IsGreeted: false, default));
            DaemonEvents.SenderBack.Write(_log, scenario.Order.Id, _name);
            return true;
        }
        finally
        {
            _choosing.Release();
        }
    }

    // The first bytes say which of the two languages it is, so the greeting comes before there is a scenario.
    private async Task BeginAsync(Socket socket, NetworkStream stream, CancellationToken leaving)
    {
        if (_scenarios.Running(_name) + Interlocked.Increment(ref _beginning) > _settings.Now.Scenarios.Max)
        {
            Interlocked.Decrement(ref _beginning);
            await stream.WriteAsync(Busy, leaving);
            await stream.DisposeAsync();
            return;
        }

        try
        {
            var id = ScenarioOrder.NewId(_name, _clock.GetUtcNow());
            await stream.WriteAsync(Sender.Greeting(id, 0), leaving);
            var bytes = new byte[FirstBytes];
            var count = await stream.ReadAsync(bytes, leaving).AsTask().WaitAsync(_settings.Now.Scenarios.AwaitTimeout, _clock, leaving);
            if (count == 0)
            {
                await stream.DisposeAsync();
                return;
            }

            var order = new ScenarioOrder(id, null, _places.Files, IsJson(bytes.AsSpan(0, count)), _name, AreFaultsAllowed: false);
            if (_scenarios.Open(order) is { Scenario.Sender: { } sender })
                sender.Attach(new SenderConnection(stream, socket, IsGreeted: true, bytes.AsMemory(0, count)));
        }
        catch (TimeoutException)
        {
            await stream.DisposeAsync();
        }
        finally
        {
            Interlocked.Decrement(ref _beginning);
        }
    }

    private static bool IsJson(ReadOnlySpan<byte> bytes) => bytes.TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'{', ..];
}
