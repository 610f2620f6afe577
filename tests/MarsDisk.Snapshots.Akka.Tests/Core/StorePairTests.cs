using System.Diagnostics.CodeAnalysis;
using MarsDisk.Emulators.Servers;
using MarsDisk.Snapshots.AzureBlob;
using MarsDisk.Snapshots.FileSystem;
using MarsDisk.Snapshots.FileSystem.Blobs;
using MarsDisk.Snapshots.FileSystem.Heads;
using MarsDisk.Snapshots.PostgreSql;
using MarsDisk.Snapshots.PostgreSql.States;
using MarsDisk.Snapshots.Testing.Servers;

namespace MarsDisk.Snapshots.Akka.Tests;

/// <summary>A folder of stores.</summary>
internal sealed class StoreFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("marsdisk-akka-store-").FullName;

    public FileStoreOptions Options => new() { Root = System.IO.Path.Combine(Path, "store"), Durability = SnapshotDurability.None };

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Bodies and records in files.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync of IAsyncLifetime.")]
public sealed class FileAndFileTests : SnapshotStoreCoreSuite
{
    private readonly StoreFolder _folder = new();

    protected override int Bursts => 200;

    protected override ValueTask<(ISnapshotStateStore States, IBlobStorageSnapshotAccessor Blobs)> OpenAsync() =>
        new((FileHeadStorage.NewStateStore(_folder.Options), new FileBlobStore(_folder.Options)));

    protected override ValueTask CloseAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>One database server for all tests of a class.</summary>
public sealed class RunningPostgreSql : IAsyncLifetime
{
    public PostgreSqlServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await PostgreSqlServer.StartNewAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}

/// <summary>Bodies in files, records in PostgreSQL.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync of IAsyncLifetime.")]
public sealed class FileAndPostgreSqlTests(RunningPostgreSql running) : SnapshotStoreCoreSuite, IClassFixture<RunningPostgreSql>
{
    private readonly StoreFolder _folder = new();
    private PostgreSqlStateStore? _states;

    protected override ValueTask<(ISnapshotStateStore States, IBlobStorageSnapshotAccessor Blobs)> OpenAsync()
    {
        _states = new PostgreSqlStateStore(new PostgreSqlStoreOptions
        {
            ConnectionString = running.Server.ConnectionString + ";Maximum Pool Size=10",
            Schema = $"t{Guid.NewGuid():N}",
        });
        return new((_states, new FileBlobStore(_folder.Options)));
    }

    protected override async ValueTask CloseAsync()
    {
        await _states!.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>Bodies in Azure Blob Storage, records in files.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync of IAsyncLifetime.")]
public sealed class AzureAndFileTests(Running<AzuriteServer> running) : SnapshotStoreCoreSuite, IClassFixture<Running<AzuriteServer>>
{
    private readonly StoreFolder _folder = new();

    protected override ValueTask<(ISnapshotStateStore States, IBlobStorageSnapshotAccessor Blobs)> OpenAsync() => new((
        FileHeadStorage.NewStateStore(_folder.Options),
        new AzureBlobStore(new AzureBlobOptions
        {
            Endpoint = running.Server.Endpoint,
            Credential = AzureCredential.SharedKey(AzuriteServer.Account, AzuriteServer.Key),
            Container = $"c{Guid.NewGuid():N}",
        })));

    protected override ValueTask CloseAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
