using System.Diagnostics.CodeAnalysis;
using MarsDisk.Emulators.Servers;

namespace MarsDisk.Snapshots.Testing.Suites;

/// <summary>The suite against a server in a process of its own; each test has a prefix of its own.</summary>
/// <typeparam name="TServer">The server.</typeparam>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync of IAsyncLifetime.")]
public abstract class StateServerSuite<TServer> : StateStoreSuite
    where TServer : NodeServer, new()
{
    private readonly string _prefix = "pre/" + Guid.NewGuid().ToString("N");
    private TServer? _late;

    /// <summary>Opens the store over the server of all tests.</summary>
    protected abstract ISnapshotStateStore Open(string prefix);

    /// <summary>Opens the store over a server that is down.</summary>
    protected abstract ISnapshotStateStore OpenDown(TServer server, string prefix);

    /// <inheritdoc/>
    public override async Task DisposeAsync()
    {
        if (_late is not null)
            await _late.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override ValueTask<ISnapshotStateStore> OpenAsync() => new(Open(_prefix));

    /// <inheritdoc/>
    protected override ValueTask<StoreWithoutServer<ISnapshotStateStore>> OpenDownAsync()
    {
        _late = new TServer();
        return new(new StoreWithoutServer<ISnapshotStateStore>(OpenDown(_late, _prefix), _late.StartAsync));
    }
}
