using System.Text;
using MarsDisk.Journal.Events;

namespace MarsDisk.Journal.Tests;

/// <summary>One event of each kind, and short builders for journals of them.</summary>
internal static class Examples
{
    public static readonly ContentHash Plan = Hash("plan");

    public static readonly ContentHash Fingerprint = Hash("physics");

    public static readonly RunStarted Started = new(Plan, Fingerprint, 1, 12345);

    public static IReadOnlyList<IRunEvent> OneOfEach { get; } =
    [
        Started,
        new OwnershipTaken(7, "node-ä", 4711, new DateTimeOffset(638000000000000001, TimeSpan.Zero)),
        new ChunkCommitted(
            new StepRange(10000, 20000),
            new TimeRange(1.5, 3.25),
            [
                new TableFile("series/run_chunk_000010000_000019999.parquet", 4096, 10000, Hash("run")),
                new TableFile("series/psd_hist_chunk_000010000_000019999.parquet", 65536, 400000, Hash("psd")),
            ],
            new StateFile("state/state-000020000.bin", 2048, Hash("state")),
            3,
            "StepLimit"),
        new SnapshotTaken(500, "warm", new SnapshotFile("snapshots/warm-000000500.bin", 777, Hash("snapshot"))),
        new FileOffloaded("series/run_chunk_000010000_000019999.parquet", "file:/backup", Hash("run")),
        new ChunksMerged("run", new StepRange(0, 20000), new TableFile("series/run.parquet", 8000, 20000, Hash("merged"))),
        new StopAccepted(15000, "asked by a person"),
        new RunCompleted(20000, 3.25, 2, 73728, "t_end"),
        new RunFailed("Sigma_bin is NaN in bin 3 at step 17", 1, 17, 2),
        new HistorySaved(12345, 2.5, 9, new StateFile("state/history-000012345.bin", 300_000_000, Hash("history"))),
    ];

    public static ContentHash Hash(string text) => ContentHash.Of(Encoding.UTF8.GetBytes(text));

    public static OwnershipTaken Owner(long epoch) => new(epoch, "node", 1, DateTimeOffset.UnixEpoch);

    public static ChunkCommitted Chunk(long first, long end, long nextInput = 0) => new(
        new StepRange(first, end),
        new TimeRange(first, end),
        [new TableFile($"series/run_chunk_{first:D9}_{end - 1:D9}.parquet", 10, end - first, Hash("run"))],
        new StateFile($"state/state-{end:D9}.bin", 10, Hash("state")),
        nextInput,
        "StepLimit");
}
