using System.Diagnostics.CodeAnalysis;
using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Testing.Bodies;

namespace MarsDisk.Snapshots.Akka.Tests;

/// <summary>What any snapshot store has to do for persistent actors, on one pair of stores.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync of IAsyncLifetime.")]
public abstract class SnapshotStoreCoreSuite : IAsyncLifetime
{
    private const int BurstSize = 4;

    private readonly string _scratch = Directory.CreateTempSubdirectory("marsdisk-akka-").FullName;
    private readonly string _id = $"p-{Guid.NewGuid():N}";
    private readonly long _first = new DateTime(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc).Ticks + 7;
    private NativeSnapshotHost? _host;
    private SnapshotStoreCore? _core;

    /// <summary>Bursts of four saves; more where a store is fast.</summary>
    protected virtual int Bursts => 10;

    protected virtual int LongBodyBytes => 2_000_000;

    private SnapshotStoreCore Core => _core!;

    public async Task InitializeAsync()
    {
        _host = new NativeSnapshotHost(kind: "akka");
        var (states, blobs) = await OpenAsync();
        var options = new SnapshotIoOptions
        {
            InlineThresholdBytes = 4096,
            KeepLast = 0,
            SweepMode = SweepMode.Off,
            Temp = new SnapshotTempOptions { Directory = _scratch, MinFreeBytes = 0, AllowMemoryBackedTemp = true },
        };
        _core = new SnapshotStoreCore(new SnapshotServices(options, _host, states, blobs), "suite");
        _core.Start();
        for (var number = 1; number <= 5; number++)
            await SaveAsync(10 + number, TicksOf(number), $"s-{number}");
    }

    public async Task DisposeAsync()
    {
        await Core.DisposeAsync();
        await CloseAsync();
        _host!.Dispose();
        Directory.Delete(_scratch, recursive: true);
    }

    protected abstract ValueTask<(ISnapshotStateStore States, IBlobStorageSnapshotAccessor Blobs)> OpenAsync();

    protected virtual ValueTask CloseAsync() => ValueTask.CompletedTask;

    [Fact]
    [Trait("Snapshot", "127")]
    public async Task Nothing_is_found_outside_the_bounds()
    {
        Assert.Null(await CoreKit.TextOfAsync(Core, "somebody else"));
        Assert.Null(await TextAsync(new SnapshotSelection(MaxTimestampTicks: 100_000)));
        Assert.Null(await TextAsync(new SnapshotSelection(MaxSequence: 7)));
        Assert.Null(await TextAsync(new SnapshotSelection(MinSequence: 16)));
        Assert.Null(await TextAsync(new SnapshotSelection(MinTimestampTicks: TicksOf(5) + 1)));
    }

    [Fact]
    [Trait("Snapshot", "127")]
    public async Task The_most_recent_within_the_bounds_is_found_with_its_number_and_its_time()
    {
        var loaded = await Core.LoadAsync(_id, SnapshotSelection.Latest, CancellationToken.None);
        await loaded!.DisposeAsync();

        Assert.Equal((15L, TicksOf(5)), (loaded.SequenceNr, loaded.TimestampTicks));
        Assert.Equal("s-5", await TextAsync(SnapshotSelection.Latest));
        Assert.Equal("s-3", await TextAsync(new SnapshotSelection(MaxSequence: 13)));
        Assert.Equal("s-3", await TextAsync(new SnapshotSelection(MaxSequence: 13, MaxTimestampTicks: TicksOf(3))));
        Assert.Equal("s-3", await TextAsync(new SnapshotSelection(MaxTimestampTicks: TicksOf(3))));
        Assert.Equal("s-2", await TextAsync(new SnapshotSelection(MaxSequence: 13, MaxTimestampTicks: TicksOf(3) - 1)));
        Assert.Equal("s-4", await TextAsync(new SnapshotSelection(MaxSequence: 14, MinSequence: 12, MinTimestampTicks: TicksOf(4))));
    }

    [Fact]
    [Trait("Snapshot", "127")]
    [Trait("Snapshot", "96")]
    public async Task One_is_deleted_by_its_number_and_its_time_or_by_its_number_alone()
    {
        await Core.DeleteOneAsync(_id, 13, TicksOf(3) - TimeSpan.TicksPerSecond, CancellationToken.None);
        Assert.Equal("s-3", await TextAsync(new SnapshotSelection(MaxSequence: 13)));

        await Core.DeleteOneAsync(_id, 13, TicksOf(3), CancellationToken.None);
        Assert.Equal("s-2", await TextAsync(new SnapshotSelection(MaxSequence: 13)));

        await Core.DeleteOneAsync(_id, 12, timestampTicks: null, CancellationToken.None);
        Assert.Equal("s-1", await TextAsync(new SnapshotSelection(MaxSequence: 13)));

        await Core.DeleteOneAsync(_id, 99, timestampTicks: null, CancellationToken.None);
        Assert.Equal("s-5", await TextAsync(SnapshotSelection.Latest));
    }

    [Fact]
    [Trait("Snapshot", "127")]
    public async Task All_within_the_bounds_are_deleted_and_no_others()
    {
        await Core.DeleteManyAsync(_id, new SnapshotSelection(MaxSequence: 14, MaxTimestampTicks: TicksOf(4) - 1, MinSequence: 14), CancellationToken.None);
        Assert.Equal("s-4", await TextAsync(new SnapshotSelection(MaxSequence: 14)));

        await Core.DeleteManyAsync(_id, new SnapshotSelection(MaxSequence: 13, MaxTimestampTicks: TicksOf(3)), CancellationToken.None);
        Assert.Null(await TextAsync(new SnapshotSelection(MaxSequence: 13, MaxTimestampTicks: TicksOf(3))));
        Assert.Equal("s-4", await TextAsync(new SnapshotSelection(MaxSequence: 14)));

        await Core.DeleteManyAsync(_id, new SnapshotSelection(MinTimestampTicks: TicksOf(5)), CancellationToken.None);
        Assert.Equal("s-4", await TextAsync(SnapshotSelection.Latest));
    }

    [Fact]
    [Trait("Snapshot", "127")]
    public async Task A_second_save_of_a_number_takes_the_place_of_the_first()
    {
        await SaveAsync(15, TicksOf(5), "s-5-modified");
        Assert.Equal("s-5-modified", await TextAsync(new SnapshotSelection(MaxSequence: 15)));

        await SaveAsync(15, TicksOf(9), "s-5-again");
        Assert.Equal("s-5-again", await TextAsync(new SnapshotSelection(MaxSequence: 15)));
        Assert.Equal("s-4", await TextAsync(new SnapshotSelection(MaxSequence: 14)));
    }

    [Fact]
    [Trait("Snapshot", "127")]
    public async Task A_long_body_goes_to_the_blob_store_and_comes_back()
    {
        await Core.SaveAsync(_id, 100, TicksOf(6), Core.NextTicket(), new PatternSource(LongBodyBytes, 3), CancellationToken.None);

        var restored = await Core.RestoreAsync(_id, SnapshotSelection.Latest, new ChecksumSink(), CancellationToken.None);

        Assert.Equal(SnapshotStoreKind.Blob, restored!.Record!.Payload.Kind);
        Assert.Equal(PatternStream.ChecksumOf(LongBodyBytes, 3), restored.State);
    }

    [Fact]
    [Trait("Snapshot", "129")]
    public async Task Of_a_burst_of_saves_of_one_number_the_last_is_recovered()
    {
        for (var burst = 0; burst < Bursts; burst++)
        {
            var id = $"{_id}-{burst}";
            var saves = Enumerable.Range(0, BurstSize).Select(number => Core.SaveAsync(
                id, 0, TicksOf(number), Core.NextTicket(), new TextSource(Padded(number)), CancellationToken.None)).ToList();

            await Task.WhenAll(saves);

            Assert.Equal(Padded(BurstSize - 1), await CoreKit.TextOfAsync(Core, id));
        }
    }

    private static string Padded(int number) => $"state {number}";

    private long TicksOf(int number) => _first + (number * 12_345_677L);

    private Task SaveAsync(long sequenceNr, long ticks, string text) =>
        Core.SaveAsync(_id, sequenceNr, ticks, Core.NextTicket(), new TextSource(text), CancellationToken.None);

    private Task<string?> TextAsync(SnapshotSelection selection) => CoreKit.TextOfAsync(Core, _id, selection);
}
