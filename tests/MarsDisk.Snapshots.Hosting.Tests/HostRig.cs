using MarsDisk.Snapshots.InMemory;
using MarsDisk.Snapshots.Testing.Faults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MarsDisk.Snapshots.Hosting.Tests;

/// <summary>A host with stores in memory, whose calls go wrong as planned, and a clock that is moved by hand.</summary>
internal sealed class HostRig : IDisposable
{
    public static readonly SnapshotSeries Series = new("tests", "state");

    public HostRig(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddMarsDiskSnapshots(builder.Configuration, stores => stores
            .UseStates(_ => new FaultyStateStore(InMemoryHeadStorage.NewStateStore(Clock), StateFaults))
            .UseBlobs("inmemory", _ => new FaultyBlobStore(Blobs, BlobFaults))
            .AddOlderBlobs("archive", _ => new ArchiveStore(new InMemoryBlobStore(Clock))));
        Configuration = builder.Configuration;
        App = builder.Build();
    }

    public HandClock Clock { get; } = new();

    public InMemoryBlobStore Blobs { get; } = new(TimeProvider.System);

    public FaultPlan StateFaults { get; } = new();

    public FaultPlan BlobFaults { get; } = new();

    public IConfigurationManager Configuration { get; }

    public IHost App { get; }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    public void Dispose() => App.Dispose();

    public async Task<SnapshotStatus> PersistAsync(long sequence = 1)
    {
        var state = new MarsDisk.Examples.Totals([sequence]);
        var options = new SnapshotWriteOptions
        {
            Series = Series,
            Position = new SnapshotPosition(0, sequence, sequence),
            PayloadType = state.PayloadType,
            ForceOffload = true,
        };
        return (await Get<ISnapshotOffloader>().PersistAsync(state, options, new SnapshotExpectation.None())).Status;
    }

    /// <summary>A store under another name, as an older one would have.</summary>
    private sealed class ArchiveStore(InMemoryBlobStore inner) : IBlobStorageSnapshotAccessor
    {
        public string ProviderName => "archive";

        public BlobCapabilities Capabilities => inner.Capabilities;

        public long MaxObjectBytes => inner.MaxObjectBytes;

        public ValueTask<SnapshotOutcome<BlobPutReceipt>> PutAsync(BlobPutRequest request, Stream data, CancellationToken cancellation = default) =>
            inner.PutAsync(request, data, cancellation);

        public ValueTask<SnapshotOutcome<Stream>> GetAsync(string key, long offset = 0, long? count = null, CancellationToken cancellation = default) =>
            inner.GetAsync(key, offset, count, cancellation);

        public ValueTask<SnapshotOutcome<BlobProperties>> ProbeAsync(string key, CancellationToken cancellation = default) =>
            inner.ProbeAsync(key, cancellation);

        public ValueTask<SnapshotOutcome<bool>> DeleteAsync(string key, string? ifMatchETag = null, CancellationToken cancellation = default) =>
            inner.DeleteAsync(key, ifMatchETag, cancellation);

        public IAsyncEnumerable<BlobProperties> ListAsync(string prefix, CancellationToken cancellation = default) => inner.ListAsync(prefix, cancellation);

        public ValueTask<SnapshotOutcome<int>> AbortStaleUploadsAsync(string prefix, TimeSpan olderThan, CancellationToken cancellation = default) =>
            inner.AbortStaleUploadsAsync(prefix, olderThan, cancellation);

        public ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation = default) => inner.EnsureAsync(cancellation);
    }
}
