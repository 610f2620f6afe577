namespace MarsDisk.Emulators.Servers;

/// <summary>A server that is a node package, with a port and a data directory of its own. Its data survive a stop.</summary>
public abstract class NodeServer : IAsyncDisposable
{
    private readonly FreePort _port = FreePort.Take();
    private ServerProcess? _server;

    private protected NodeServer(string name) =>
        DataFolder = Path.Combine(Path.GetTempPath(), $"marsdisk-{name}", Guid.NewGuid().ToString("N"));

    /// <summary>Its port on the loopback, free while it is stopped.</summary>
    public int Port => _port.Number;

    /// <summary>Directory of its data.</summary>
    private protected string DataFolder { get; }

    /// <summary>Program below node_modules.</summary>
    private protected abstract string Script { get; }

    /// <summary>Arguments of the program.</summary>
    private protected abstract IReadOnlyList<string> Arguments { get; }

    /// <summary>Arguments of node itself.</summary>
    private protected virtual IReadOnlyList<string> NodeArguments => [];

    /// <summary>Starts it on its data.</summary>
    /// <exception cref="EmulatorException">The package cannot be installed, or the server does not start.</exception>
    public async Task StartAsync()
    {
        if (_server is not null)
            return;
        Directory.CreateDirectory(DataFolder);
        var script = Path.Combine(EmulatorFolder.Path, "node_modules", Script);
        _server = await ServerProcess.StartAsync(new ServerCommand("node", [.. NodeArguments, script, .. Arguments]) { WorkingFolder = DataFolder }, Port)
            .ConfigureAwait(false);
    }

    /// <summary>Ends it in order.</summary>
    public async Task StopAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync().ConfigureAwait(false);
        _server = null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _port.Dispose();
        if (Directory.Exists(DataFolder))
            Directory.Delete(DataFolder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
