using System.Globalization;

namespace MarsDisk.Emulators.Servers;

/// <summary>
/// A stand-in for DynamoDB, on the loopback only, with its tables in memory: what is stopped and started again is empty.
/// Trusted for conditional writes and the limit of an item; it has no transactions.
/// </summary>
public sealed class DynaliteServer : IAsyncDisposable
{
    private readonly FreePort _port = FreePort.Take();
    private ServerProcess? _server;

    /// <summary>Its address, whether it runs or not.</summary>
    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port.Number}"));

    /// <summary>Starts it.</summary>
    /// <exception cref="EmulatorException">The package cannot be installed, or it does not start.</exception>
    public async Task StartAsync()
    {
        string[] arguments =
        [
            Path.Combine(EmulatorFolder.Path, "node_modules", "dynalite", "cli.js"),
            "--host", "127.0.0.1", "--port", _port.Number.ToString(CultureInfo.InvariantCulture), "--createTableMs", "0",
        ];
        _server = await ServerProcess.StartAsync(new ServerCommand("node", arguments), _port.Number).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync().ConfigureAwait(false);
        _port.Dispose();
    }
}
