using MarsDisk.Hosting.Daemon.Reloading;

using Microsoft.Extensions.Logging;

namespace MarsDisk.Hosting.Daemon.Scenarios;

/// <summary>The listeners that the settings name: a Unix socket of the user, an address of this machine, both or none.</summary>
internal sealed class ScenarioListeners : IDisposable
{
    private readonly List<ScenarioListener> _listeners = [];
    private readonly OwnedSocket? _owned;

    /// <summary>Binds them; nothing is accepted yet.</summary>
    /// <exception cref="DaemonRefusedException">One cannot be had.</exception>
    public ScenarioListeners(LiveSettings live, DaemonScenarios scenarios, DaemonPlaces places, TimeProvider clock, ILogger log)
    {
        var settings = live.Now.Scenarios;
        if (settings.Socket.Length > 0)
        {
            _owned = OwnedSocket.Take(Path.GetFullPath(settings.Socket), "scenarios.socket");
            Add(_owned.Listen(), _owned.Path);
        }

        if (settings.Listen.Length > 0)
            Add(ScenarioListener.Bind(settings.Listen), settings.Listen);

        void Add(System.Net.Sockets.Socket socket, string name) =>
            _listeners.Add(new ScenarioListener(socket, name, scenarios, places, live, clock, log));
    }

    /// <summary>Takes connections until the daemon leaves.</summary>
    public void Accept(CancellationToken leaving) => _listeners.ForEach(listener => _ = listener.AcceptAsync(leaving));

    /// <inheritdoc/>
    public void Dispose()
    {
        _listeners.ForEach(listener => listener.Dispose());
        _owned?.Dispose();
    }
}
