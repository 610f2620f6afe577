using System.Diagnostics.CodeAnalysis;
using MarsDisk.Snapshots.Testing.Servers;

namespace MarsDisk.Snapshots.Testing.Suites;

/// <summary>The suite against a server in this process, whose objects are looked at directly.</summary>
/// <typeparam name="TServer">The server.</typeparam>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync of IAsyncLifetime.")]
public abstract class FakeBlobSuite<TServer> : BlobStoreSuite
    where TServer : FakeServer, new()
{
    /// <summary>The server of this test.</summary>
    protected TServer Server { get; } = new();

    /// <summary>Opens the store with a prefix.</summary>
    protected abstract IBlobStorageSnapshotAccessor Open(string prefix);

    /// <inheritdoc/>
    public override Task InitializeAsync() => Server.StartAsync();

    /// <inheritdoc/>
    public override async Task DisposeAsync() => await Server.DisposeAsync();

    /// <inheritdoc/>
    protected override ValueTask<IBlobStorageSnapshotAccessor> OpenAsync(string prefix) => new(Open(prefix));

    /// <inheritdoc/>
    protected override ValueTask<IReadOnlyList<string>> NamesAsync() => new(Server.Objects.Names);

    /// <inheritdoc/>
    protected override async ValueTask PlantAsync(string name, byte[] bytes)
    {
        var received = await Server.Objects.ReceiveAsync(new MemoryStream(bytes), CancellationToken.None);
        Server.Objects.Publish(name, received, isCreateOnly: false, Server.Now, new Dictionary<string, string>(StringComparer.Ordinal));
    }

    /// <inheritdoc/>
    protected override async ValueTask<StoreWithoutServer<IBlobStorageSnapshotAccessor>> OpenDownAsync()
    {
        await Server.StopAsync();
        return new StoreWithoutServer<IBlobStorageSnapshotAccessor>(Open("pre"), Server.StartAsync);
    }
}
