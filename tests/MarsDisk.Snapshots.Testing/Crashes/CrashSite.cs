using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Janitor;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Testing.Bodies;

namespace MarsDisk.Snapshots.Testing.Crashes;

/// <summary>Opens the stores of a provider, in the process that dies and in the one that looks afterwards.</summary>
public interface ICrashStores
{
    /// <summary>Opens the blob store at a place: a directory, or a connection.</summary>
    IBlobStorageSnapshotAccessor OpenBlobs(string place, IFailpoints? failpoints);

    /// <summary>Opens the state store at the same place.</summary>
    ISnapshotStateStore OpenStates(string place);
}

/// <summary>Pipeline, restorer and janitor over the stores of a provider, with graces of nothing.</summary>
public sealed class CrashSite : IDisposable
{
    /// <summary>Bytes of every body: some frames.</summary>
    public const int BodyBytes = 700_001;

    private readonly NativeSnapshotHost _host;

    /// <summary>Opens a site.</summary>
    /// <param name="stores">The provider.</param>
    /// <param name="place">Where the stores are.</param>
    /// <param name="scratch">Directory for scratch files and intents.</param>
    /// <param name="failpoints">Where the process dies or waits; null: nowhere.</param>
    public CrashSite(ICrashStores stores, string place, string scratch, IFailpoints? failpoints = null)
    {
        ArgumentNullException.ThrowIfNull(stores);
        _host = new NativeSnapshotHost(failpoints: failpoints, scratchDirectory: scratch);
        Blobs = stores.OpenBlobs(place, failpoints);
        States = stores.OpenStates(place);
        Services = new SnapshotServices(
            new SnapshotIoOptions
            {
                FrameBytes = 64 * 1024,
                Codec = SnapshotCodec.None,
                InlineThresholdBytes = 1000,
                KeepLast = 1,
                MinRetain = TimeSpan.Zero,
                GarbageGrace = TimeSpan.Zero,
                OrphanGrace = TimeSpan.FromTicks(4),
                CommitDeadline = TimeSpan.FromTicks(1),
                SweepMode = SweepMode.Delete,
                PrefixOwned = true,
                IntentDirectory = Path.Combine(scratch, "intents"),
                Temp = new SnapshotTempOptions { Directory = Path.Combine(scratch, "temp"), MinFreeBytes = 0, AllowMemoryBackedTemp = true },
            },
            _host, States, Blobs);
        Offloader = new SnapshotOffloader(Services);
        Janitor = new SnapshotJanitor(Services);
    }

    /// <summary>The series of every crash test.</summary>
    public static SnapshotSeries Series { get; } = new("crash", "series", "1");

    /// <summary>Where bytes are.</summary>
    public IBlobStorageSnapshotAccessor Blobs { get; }

    /// <summary>Where records are.</summary>
    public ISnapshotStateStore States { get; }

    /// <summary>What they share.</summary>
    public SnapshotServices Services { get; }

    /// <summary>Persists and restores.</summary>
    public SnapshotOffloader Offloader { get; }

    /// <summary>Cleans up.</summary>
    public SnapshotJanitor Janitor { get; }

    /// <summary>Persists the body of a sequence.</summary>
    public ValueTask<SnapshotOutcome<SnapshotCommit>> PersistAsync(long sequence, StagingMode staging, int bytes = BodyBytes) =>
        Offloader.PersistAsync(
            new PatternSource(bytes, (int)sequence),
            new SnapshotWriteOptions
            {
                Series = Series,
                Position = new SnapshotPosition(0, sequence, sequence),
                PayloadType = PatternSource.TypeName,
                Staging = staging,
            },
            new SnapshotExpectation.NewerThanHead());

    /// <summary>Restores the newest body.</summary>
    public ValueTask<SnapshotOutcome<SnapshotRestore<SnapshotChecksum>>> RestoreAsync() => Offloader.RestoreLatestAsync(
        Series, SnapshotSelection.Latest, new ChecksumSink(), new RestorePolicy());

    /// <inheritdoc/>
    public void Dispose()
    {
        Services.Dispose();
        _host.Dispose();
    }
}
