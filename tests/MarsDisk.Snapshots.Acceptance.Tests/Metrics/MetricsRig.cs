using MarsDisk.Snapshots.Acceptance.Bodies;
using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.InMemory;
using MarsDisk.Snapshots.Pipeline;

namespace MarsDisk.Snapshots.Acceptance.Tests.Metrics;

/// <summary>The pipeline over stores in memory.</summary>
internal sealed class MetricsRig : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("marsdisk-metrics-").FullName;
    private readonly NativeSnapshotHost _host = new();
    private readonly SnapshotServices _services;
    private readonly SnapshotOffloader _offloader;

    public MetricsRig()
    {
        var options = new SnapshotIoOptions
        {
            FrameBytes = 64 * 1024,
            Codec = SnapshotCodec.None,
            InlineThresholdBytes = 1000,
            MemoryStageBytes = 1000,
            KeepLast = 0,
            Temp = new SnapshotTempOptions { Directory = _folder, MinFreeBytes = 0, AllowMemoryBackedTemp = true },
        };
        _services = new SnapshotServices(
            options, _host, InMemoryHeadStorage.NewStateStore(TimeProvider.System), new InMemoryBlobStore(TimeProvider.System));
        _offloader = new SnapshotOffloader(_services);
    }

    public async Task PersistAsync(string series, long sequence, int bytes)
    {
        var persisted = await _offloader.PersistAsync(
            new GeneratedSource(bytes),
            new SnapshotWriteOptions { Series = new SnapshotSeries("metrics", series), Position = new SnapshotPosition(0, sequence, sequence), PayloadType = GeneratedSource.TypeName },
            new SnapshotExpectation.None());
        Assert.Equal(SnapshotStatus.Ok, persisted.Status);
    }

    public async Task RestoreAsync(string series)
    {
        var restored = await _offloader.RestoreLatestAsync(new SnapshotSeries("metrics", series), SnapshotSelection.Latest, new DiscardingSink(), new RestorePolicy());
        Assert.Equal(SnapshotStatus.Ok, restored.Status);
    }

    public void Dispose()
    {
        _services.Dispose();
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
