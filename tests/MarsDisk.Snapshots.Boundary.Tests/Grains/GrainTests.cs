using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.InMemory;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Testing.Faults;

namespace MarsDisk.Snapshots.Boundary.Tests.Grains;

/// <summary>
/// A host of grains: each activation has a scheduler of its own that runs one turn at a time, and must never wait in one.
/// </summary>
public sealed class GrainTests : IDisposable
{
    private const string Kind = "disk";

    private readonly NativeSnapshotHost _host = new(kind: "orleans");
    private readonly FaultPlan _faults = new();
    private readonly SnapshotServices _services;
    private readonly GrainStorage _storage;

    public GrainTests()
    {
        var states = InMemoryHeadStorage.NewStateStore(TimeProvider.System);
        var options = new SnapshotIoOptions { InlineThresholdBytes = 1000, Codec = SnapshotCodec.None };
        _services = new SnapshotServices(options, _host, states, new FaultyBlobStore(new InMemoryBlobStore(TimeProvider.System), _faults));
        _storage = new GrainStorage(new SnapshotOffloader(_services), states);
    }

    public void Dispose()
    {
        _services.Dispose();
        _host.Dispose();
    }

    [Fact]
    public async Task A_state_comes_back_with_the_tag_of_its_write()
    {
        var written = new GrainState { State = [1, 2, double.NaN] };
        await OnGrainAsync(() => _storage.WriteStateAsync(Kind, "a", written));
        var read = new GrainState();

        await OnGrainAsync(() => _storage.ReadStateAsync(Kind, "a", read));

        Assert.True(read.RecordExists);
        Assert.Equal(written.State, read.State);
        Assert.Equal(written.ETag, read.ETag);
    }

    [Fact]
    public async Task A_grain_that_was_never_written_has_no_record()
    {
        var read = new GrainState { ETag = "7", RecordExists = true };

        await OnGrainAsync(() => _storage.ReadStateAsync(Kind, "nobody", read));

        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
    }

    [Fact]
    public async Task Of_two_activations_the_second_writer_is_told_and_goes_on_after_it_has_read()
    {
        var (one, two) = (new GrainState(), new GrainState());
        await OnGrainAsync(() => _storage.ReadStateAsync(Kind, "b", one));
        await OnGrainAsync(() => _storage.ReadStateAsync(Kind, "b", two));
        (one.State, two.State) = ([1], [2]);

        await OnGrainAsync(() => _storage.WriteStateAsync(Kind, "b", one));
        await Assert.ThrowsAsync<InconsistentStateException>(() => OnGrainAsync(() => _storage.WriteStateAsync(Kind, "b", two)));
        await OnGrainAsync(() => _storage.ReadStateAsync(Kind, "b", two));

        Assert.Equal([1], two.State);
        two.State = [1, 2];
        await OnGrainAsync(() => _storage.WriteStateAsync(Kind, "b", two));
        await Assert.ThrowsAsync<InconsistentStateException>(() => OnGrainAsync(() => _storage.ClearStateAsync(Kind, "b", one)));
        await OnGrainAsync(() => _storage.ClearStateAsync(Kind, "b", two));
        await OnGrainAsync(() => _storage.ReadStateAsync(Kind, "b", one));
        Assert.False(one.RecordExists);
        await OnGrainAsync(() => _storage.WriteStateAsync(Kind, "b", one));
    }

    [Fact]
    public async Task A_slow_store_holds_up_no_other_turn_of_the_grain()
    {
        var store = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _faults.Wait("put", 1, () => store.Task);
        var scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var grain = new GrainState { State = new double[1000] };

        var writing = OnGrainAsync(
            async () =>
            {
                await _storage.WriteStateAsync(Kind, "c", grain);
                Assert.Same(scheduler, TaskScheduler.Current);
            },
            scheduler);
        var turns = 0;
        for (var i = 0; i < 100; i++)
        {
            await OnGrainAsync(
                () =>
                {
                    turns++;
                    return Task.CompletedTask;
                },
                scheduler);
        }

        Assert.Equal(100, turns);
        Assert.False(writing.IsCompleted);
        store.SetResult();
        await writing;
        Assert.Equal("1", grain.ETag);
    }

    private static Task OnGrainAsync(Func<Task> turn, TaskScheduler? scheduler = null) => Task.Factory.StartNew(
        turn, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler ?? new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();
}
