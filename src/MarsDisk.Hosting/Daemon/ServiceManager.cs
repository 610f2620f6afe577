using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace MarsDisk.Hosting.Daemon;

/// <summary>Tells systemd how the daemon is, by datagrams to <c>NOTIFY_SOCKET</c>; without one nothing is told.</summary>
public sealed class ServiceManager : IDisposable
{
    private readonly Socket? _socket;

    /// <summary>Reads the environment.</summary>
    /// <param name="variables">The environment.</param>
    public ServiceManager(IReadOnlyDictionary<string, string> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        if (variables.GetValueOrDefault("NOTIFY_SOCKET") is { Length: > 1 } path)
            _socket = Connected(path);
        if (long.TryParse(variables.GetValueOrDefault("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0)
            WatchdogInterval = TimeSpan.FromMicroseconds(microseconds / 2.0);
    }

    /// <summary>How often a sign of life is due, twice as often as asked for; null: never.</summary>
    public TimeSpan? WatchdogInterval { get; }

    /// <summary>The daemon takes runs.</summary>
    public void Ready() => Tell("READY=1");

    /// <summary>The daemon reads its settings again; <see cref="Ready"/> follows.</summary>
    /// <param name="clock">Its timestamps are monotonic.</param>
    public void Reloading(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var microseconds = (long)(clock.GetTimestamp() * (1e6 / clock.TimestampFrequency));
        Tell(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={microseconds}"));
    }

    /// <summary>The daemon leaves.</summary>
    public void Stopping() => Tell("STOPPING=1");

    /// <summary>The node has answered.</summary>
    public void Alive() => Tell("WATCHDOG=1");

    /// <summary>A line for people.</summary>
    /// <param name="text">What <c>systemctl status</c> shows.</param>
    public void Status(string text) => Tell($"STATUS={text}");

    /// <inheritdoc />
    public void Dispose() => _socket?.Dispose();

    private static Socket? Connected(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path[0] == '@' ? $"\0{path[1..]}" : path));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;                             // whoever started the daemon no longer listens
        }
    }

    private void Tell(string line)
    {
        try
        {
            _socket?.Send(Encoding.UTF8.GetBytes(line));
        }
        catch (SocketException)
        {
            // A service manager that restarts misses a line; the daemon works on.
        }
    }
}
