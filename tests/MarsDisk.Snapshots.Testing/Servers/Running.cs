using MarsDisk.Emulators.Servers;

namespace MarsDisk.Snapshots.Testing.Servers;

/// <summary>One server for all tests of a class.</summary>
/// <typeparam name="TServer">The server.</typeparam>
public sealed class Running<TServer> : IAsyncLifetime
    where TServer : NodeServer, new()
{
    /// <summary>The server.</summary>
    public TServer Server { get; } = new();

    /// <inheritdoc/>
    public Task InitializeAsync() => Server.StartAsync();

    /// <inheritdoc/>
    public async Task DisposeAsync() => await Server.DisposeAsync();
}
