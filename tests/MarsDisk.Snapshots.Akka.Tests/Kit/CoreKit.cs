using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.InMemory;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Testing.Faults;

namespace MarsDisk.Snapshots.Akka.Tests;

/// <summary>
/// A core over stores in memory that break as planned. It is not started: what then happens in the background would be among
/// the calls that tests count.
/// </summary>
internal sealed class CoreKit : IAsyncDisposable
{
    public const string Scope = "kit";

    private readonly string _scratch = Directory.CreateTempSubdirectory("marsdisk-akka-").FullName;
    private readonly NativeSnapshotHost _host;

    public CoreKit(
        IFailpoints? failpoints = null, int inlineThreshold = 64 * 1024, int fallbackDepth = 0, int loads = 2, TimeoutCheck? timeouts = null,
        TimeProvider? time = null)
    {
        _host = new NativeSnapshotHost(
            (_, level, line, _) =>
            {
                lock (Lines)
                    Lines.Add((level, line));
            },
            time, failpoints, kind: "akka");
        States = new FaultyStateStore(InMemoryHeadStorage.NewStateStore(TimeProvider.System), StatePlan);
        Blobs = new FaultyBlobStore(new InMemoryBlobStore(TimeProvider.System), BlobPlan);
        Services = new SnapshotServices(Options(inlineThreshold, fallbackDepth, loads), _host, States, Blobs);
        Core = new SnapshotStoreCore(Services, Scope, maxConcurrentSaves: 4, loads, timeouts);
    }

    public FaultPlan StatePlan { get; } = new();

    public FaultPlan BlobPlan { get; } = new();

    public FaultyStateStore States { get; }

    public FaultyBlobStore Blobs { get; }

    public SnapshotServices Services { get; }

    public SnapshotStoreCore Core { get; }

    /// <summary>What was logged: level and line.</summary>
    public List<(int Level, string Line)> Lines { get; } = [];

    /// <summary>Asks for a save, as the store actor does.</summary>
    public Task SaveAsync(string id, long sequenceNr, long ticks, ISnapshotSource source) =>
        Core.SaveAsync(id, sequenceNr, ticks, Core.NextTicket(), source, CancellationToken.None);

    public Task SaveAsync(string id, long sequenceNr, long ticks, string text) => SaveAsync(id, sequenceNr, ticks, new TextSource(text));

    /// <summary>The text of the newest snapshot; null: there is none.</summary>
    public Task<string?> TextOfAsync(string id, SnapshotSelection? selection = null) => TextOfAsync(Core, id, selection);

    public static async Task<string?> TextOfAsync(SnapshotStoreCore core, string id, SnapshotSelection? selection = null)
    {
        var loaded = await core.LoadAsync(id, selection ?? SnapshotSelection.Latest, CancellationToken.None);
        if (loaded is null)
            return null;
        await using (loaded)
        {
            using var reader = new StreamReader(loaded.Body);
            return await reader.ReadToEndAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Core.DisposeAsync();
        _host.Dispose();
        Directory.Delete(_scratch, recursive: true);
    }

    private SnapshotIoOptions Options(int inlineThreshold, int fallbackDepth, int loads) => new()
    {
        Codec = SnapshotCodec.None,
        InlineThresholdBytes = inlineThreshold,
        KeepLast = 0,
        MinRetain = TimeSpan.Zero,
        SweepMode = SweepMode.Off,
        Temp = new SnapshotTempOptions { Directory = _scratch, MinFreeBytes = 0, AllowMemoryBackedTemp = true },
        Restore = new SnapshotRestoreOptions { FallbackDepth = fallbackDepth, MaxConcurrentRestores = loads },
    };
}
