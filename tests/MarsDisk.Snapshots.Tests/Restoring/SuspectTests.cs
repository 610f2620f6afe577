using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Tests.Pipeline;

namespace MarsDisk.Snapshots.Tests.Restoring;

/// <summary>A snapshot that was found bad is not passed over in silence by whoever comes next.</summary>
[Trait("Snapshot", "72")]
public sealed class SuspectTests : IDisposable
{
    private static readonly byte[] Old = PipelineRig.Body(300_000, seed: 1);
    private static readonly byte[] New = PipelineRig.Body(310_000, seed: 2);

    private readonly PipelineRig _rig = new(options => options with { KeepLast = 0 });

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_second_restore_fails_like_the_first()
    {
        await DamageNewestAsync(Old, New);

        var again = await _rig.RestoreAsync();

        Assert.Equal((SnapshotStatus.Corrupt, SnapshotCodes.SelectSuspect), (again.Status, again.Error!.Code));
    }

    [Fact]
    public async Task A_series_whose_only_snapshot_is_bad_is_not_empty()
    {
        await DamageNewestAsync(New);

        Assert.Equal(SnapshotStatus.Corrupt, (await _rig.RestoreAsync()).Status);
        Assert.Equal(SnapshotStatus.Corrupt, (await _rig.RestoreAsync(new RestorePolicy(FallbackDepth: 5))).Status);
    }

    [Fact]
    [Trait("Snapshot", "73")]
    public async Task Where_an_older_one_is_allowed_it_is_counted_each_time()
    {
        await DamageNewestAsync(Old, New);

        for (var time = 0; time < 2; time++)
        {
            var restored = await _rig.RestoreAsync(new RestorePolicy(FallbackDepth: 1));
            Assert.Equal(Old, restored.Value!.State);
            Assert.Equal(1, restored.Value.FallbacksUsed);
        }
    }

    [Fact]
    public async Task One_that_is_newer_or_asked_for_by_its_bounds_is_restored()
    {
        await DamageNewestAsync(Old, New);
        Assert.Equal(Old, (await _rig.RestoreAsync(selection: new SnapshotSelection(MaxSequence: 1))).Value!.State);
        Assert.Equal(Old, (await _rig.RestoreAsync(selection: new SnapshotSelection(MaxTimestampTicks: 1001))).Value!.State);

        await _rig.PersistAsync(New, PipelineRig.Options(sequence: 3));

        Assert.Equal(New, (await _rig.RestoreAsync()).Value!.State);
    }

    [Fact]
    [Trait("Snapshot", "82")]
    public async Task A_series_that_is_rebuilt_in_a_new_generation_begins_with_nothing()
    {
        await DamageNewestAsync(New);

        await _rig.States.BeginGenerationAsync(PipelineRig.Series, "it cannot be read");

        var restored = await _rig.RestoreAsync();
        Assert.True(restored.IsSuccess, restored.ToString());
        Assert.Null(restored.Value!.Record);
    }

    [Fact]
    public async Task A_store_that_cannot_list_its_records_is_unavailable()
    {
        await _rig.PersistAsync(New, PipelineRig.Options());
        _rig.StateFaults.Fail("list", call: _rig.StateFaults.CallsOf("list") + 1, times: 1);

        Assert.Equal(SnapshotStatus.Unavailable, (await _rig.RestoreAsync()).Status);
        Assert.Equal(New, (await _rig.RestoreAsync()).Value!.State);
    }

    private async Task DamageNewestAsync(params byte[][] bodies)
    {
        for (var i = 0; i < bodies.Length; i++)
            Assert.True((await _rig.PersistAsync(bodies[i], PipelineRig.Options(sequence: i + 1))).IsSuccess);
        _rig.BlobFaults.FlipBit(call: 1, bit: 200_000 * 8);
        Assert.Equal(SnapshotStatus.Corrupt, (await _rig.RestoreAsync()).Status);
    }
}
