using System.Diagnostics.CodeAnalysis;
using MarsDisk.Emulators.Servers;
using MarsDisk.Snapshots.Testing.Servers;

namespace MarsDisk.Snapshots.Testing.Suites;

/// <summary>The suite against a server in a process of its own; a store without a prefix shows what is in it.</summary>
/// <typeparam name="TServer">The server.</typeparam>
/// <param name="running">Runs for all tests of the class.</param>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync of IAsyncLifetime.")]
public abstract class BlobServerSuite<TServer>(Running<TServer> running) : BlobStoreSuite
    where TServer : NodeServer, new()
{
    private TServer? _late;

    /// <summary>The server of all tests.</summary>
    protected TServer Server => running.Server;

    /// <summary>Opens the store with a prefix, over the container of this test.</summary>
    protected abstract IBlobStorageSnapshotAccessor Open(TServer server, string prefix);

    /// <inheritdoc/>
    public override async Task DisposeAsync()
    {
        if (_late is not null)
            await _late.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override ValueTask<IBlobStorageSnapshotAccessor> OpenAsync(string prefix) => new(Open(Server, prefix));

    /// <inheritdoc/>
    protected override async ValueTask<IReadOnlyList<string>> NamesAsync()
    {
        var names = new List<string>();
        await foreach (var blob in Open(Server, "").ListAsync(""))
            names.Add(blob.Key);
        return names;
    }

    /// <inheritdoc/>
    protected override async ValueTask PlantAsync(string name, byte[] bytes)
    {
        var put = await Open(Server, "").PutAsync(
            new BlobPutRequest(name, bytes.Length, null, "text/plain", Guid.NewGuid()), new MemoryStream(bytes));
        Assert.True(put.IsSuccess, put.ToString());
    }

    /// <inheritdoc/>
    protected override ValueTask<StoreWithoutServer<IBlobStorageSnapshotAccessor>> OpenDownAsync()
    {
        _late = new TServer();
        return new(new StoreWithoutServer<IBlobStorageSnapshotAccessor>(Open(_late, "pre"), _late.StartAsync));
    }
}
