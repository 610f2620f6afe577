using System.Collections.Concurrent;
using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.InMemory;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Restoring;
using MarsDisk.Snapshots.Testing.Faults;

namespace MarsDisk.Snapshots.Tests.Pipeline;

/// <summary>The pipeline over stores in memory whose calls go wrong as planned.</summary>
internal sealed class PipelineRig : IDisposable
{
    public static readonly SnapshotSeries Series = new("run-1", "projector", "v1");
    private readonly string _folder = Directory.CreateTempSubdirectory("marsdisk-pipeline-").FullName;

    public PipelineRig(Func<SnapshotIoOptions, SnapshotIoOptions>? options = null, IFailpoints? failpoints = null, bool singleThreaded = false, TimeProvider? time = null)
    {
        Clock = new OffsetClock(time ?? TimeProvider.System);
        Inner = new InMemoryBlobStore(Clock);
        Blobs = new FaultyBlobStore(Inner, BlobFaults);
        States = new FaultyStateStore(InMemoryHeadStorage.NewStateStore(Clock), StateFaults);
        Host = new NativeSnapshotHost((id, _, line, _) => Log.Enqueue($"{id} {line}"), Clock, failpoints, singleThreaded);
        var defaults = new SnapshotIoOptions
        {
            FrameBytes = 64 * 1024,
            Codec = SnapshotCodec.None,
            MinRetain = TimeSpan.Zero,
            IntentDirectory = Path.Combine(_folder, "intents"),
            Temp = new SnapshotTempOptions { Directory = _folder, MinFreeBytes = 0, AllowMemoryBackedTemp = true },
        };
        Services = new SnapshotServices(options?.Invoke(defaults) ?? defaults, Host, States, Blobs);
        Offloader = new SnapshotOffloader(Services);
        Reader = new SnapshotPayloadReader(Services);
    }

    public OffsetClock Clock { get; }

    public FaultPlan BlobFaults { get; } = new();

    public FaultPlan StateFaults { get; } = new();

    public InMemoryBlobStore Inner { get; }

    public FaultyBlobStore Blobs { get; }

    public FaultyStateStore States { get; }

    public NativeSnapshotHost Host { get; }

    public SnapshotServices Services { get; }

    public SnapshotOffloader Offloader { get; }

    public SnapshotPayloadReader Reader { get; }

    public ConcurrentQueue<string> Log { get; } = new();

    public IEnumerable<string> Intents => Directory.Exists(Path.Combine(_folder, "intents")) ? Directory.EnumerateFiles(Path.Combine(_folder, "intents")) : [];

    public void Dispose()
    {
        Services.Dispose();
        Host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public static SnapshotWriteOptions Options(long sequence = 1, Guid? writeId = null) => new()
    {
        Series = Series,
        Position = new SnapshotPosition(0, sequence, 1000 + sequence, $"marker-{sequence}"),
        PayloadType = "test.body",
        WriteId = writeId ?? Guid.CreateVersion7(),
    };

    public static byte[] Body(int length, int seed = 1)
    {
        var body = new byte[length];
        new Random(seed).NextBytes(body);
        return body;
    }

    public ValueTask<SnapshotOutcome<SnapshotCommit>> PersistAsync(
        byte[] body,
        SnapshotWriteOptions? options = null,
        SnapshotExpectation? expectation = null,
        IProgress<SnapshotProgress>? progress = null,
        CancellationToken cancellation = default) =>
        PersistAsync((stream, token) => stream.WriteAsync(body, token), options, expectation, progress, cancellation);

    public ValueTask<SnapshotOutcome<SnapshotCommit>> PersistAsync(
        SnapshotBodyWriter body,
        SnapshotWriteOptions? options = null,
        SnapshotExpectation? expectation = null,
        IProgress<SnapshotProgress>? progress = null,
        CancellationToken cancellation = default) =>
        Offloader.UpsertAsync(
            new SnapshotStateWriteRequest(options ?? Options(), body, expectation ?? new SnapshotExpectation.None(), "test"),
            Offloader.TakeTicket(), progress, cancellation);

    public async Task<SnapshotOutcome<SnapshotRestore<byte[]>>> RestoreAsync(RestorePolicy? policy = null, SnapshotSelection? selection = null) =>
        await Offloader.RestoreLatestAsync(Series, selection ?? SnapshotSelection.Latest, new BytesSink(), policy ?? new RestorePolicy());

    public async Task<List<SnapshotStateRecord>> RecordsAsync() => await AllAsync(States.ListAsync(Series));

    public async Task<List<GarbageEntry>> GarbageAsync() => await AllAsync(States.ListGarbageAsync());

    private static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items)
            all.Add(item);
        return all;
    }

    /// <summary>Reads a body into an array; tests have small ones.</summary>
    internal sealed class BytesSink : ISnapshotSink<byte[]>
    {
        public int VersionMax { get; init; } = 1;

        public bool CanRead(string payloadType, int payloadVersion) => payloadType == "test.body" && payloadVersion <= VersionMax;

        public async ValueTask<byte[]> ReadBodyAsync(Stream body, SnapshotPayloadHandle handle, CancellationToken cancellation)
        {
            using var bytes = new MemoryStream();
            await body.CopyToAsync(bytes, cancellation);
            return bytes.ToArray();
        }
    }
}
