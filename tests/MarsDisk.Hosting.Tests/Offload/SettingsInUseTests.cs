using MarsDisk.Actors.Offload;
using MarsDisk.Hosting.Offload;
using MarsDisk.Snapshots;

using Lies = MarsDisk.Snapshots.SnapshotStoreKind;

namespace MarsDisk.Hosting.Tests.Offload;

/// <summary>Keys of <c>marsdisk.snapshot-io</c> do what they say.</summary>
public sealed class SettingsInUseTests : IDisposable
{
    private readonly OffloadRig _rig = new();
    private readonly List<string> _log = [];

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("mode=stream", PayloadFormat.ContainerV1)]
    [InlineData("mode=legacy", PayloadFormat.LegacyRaw)]
    [InlineData("mode=shadow", PayloadFormat.LegacyRaw)]
    [InlineData("write-compat=legacy-raw", PayloadFormat.LegacyRaw)]
    [Trait("Snapshot", "100")]
    public async Task Mode_and_write_compat_decide_what_lies_at_the_target_and_all_of_it_is_brought_back(string option, PayloadFormat expected)
    {
        using var depot = SnapshotDepot.Open(_rig.Read(option), _log.Add);
        Store(depot, 10);

        var record = Assert.Single(await OffloadRig.RecordsAsync(depot));
        Assert.Equal(expected, record.Payload.Format);
        Assert.Null(await SnapshotFiles.TroubleAsync(depot, record, default));
        await SnapshotFiles.WriteAsync(depot, record, _rig["back.bin"], default);
        Assert.Equal(_rig.BytesOf(10), await File.ReadAllBytesAsync(_rig["back.bin"]));
        Assert.Empty(_log);
        Assert.Single(Directory.GetFiles(_rig.Store, "*.mdsnap", SearchOption.AllDirectories));     // nothing of the comparison is left
    }

    [Fact]
    [Trait("Snapshot", "103")]
    public async Task Mode_off_keeps_nothing()
    {
        using var depot = SnapshotDepot.Open(_rig.Read("mode=off"), _log.Add);

        Assert.Equal(SnapshotStatus.Disabled, Persist(depot, 10).Status);
        Assert.Empty(await OffloadRig.RecordsAsync(depot));
    }

    [Theory]
    [InlineData("legacy")]
    [InlineData("shadow")]
    [Trait("Snapshot", "106")]
    public void Legacy_byte_limit_is_what_the_way_of_older_programs_takes(string mode)
    {
        using var depot = SnapshotDepot.Open(_rig.Read($"mode={mode}", "legacy-byte-limit=100 kB"), _log.Add);
        using var stream = SnapshotDepot.Open(_rig.Read("legacy-byte-limit=100 kB"), _log.Add);

        Assert.Equal(SnapshotStatus.TooLarge, Persist(depot, 10).Status);
        Assert.True(Persist(stream, 10).IsSuccess);
    }

    [Theory]
    [InlineData("", Lies.Inline)]
    [InlineData("marsdisk.other", Lies.Inline)]
    [InlineData("marsdisk.other, marsdisk.sim-state", Lies.Blob)]
    [Trait("Snapshot", "36")]
    public async Task Force_offload_types_are_objects_however_small(string types, Lies expected)
    {
        using var depot = SnapshotDepot.Open(_rig.Read($"force-offload-types={types}"), _log.Add);
        Store(depot, 10, bytes: 100);

        Assert.Equal(expected, Assert.Single(await OffloadRig.RecordsAsync(depot)).Payload.Kind);
    }

    [Fact]
    [Trait("Snapshot", "142")]
    public void Compact_after_bytes_reaches_the_pipeline_and_is_off_by_default()
    {
        Assert.Null(SnapshotSettings.Options(_rig.Read()).CompactAfterBytes);
        Assert.Equal(2L << 20, SnapshotSettings.Options(_rig.Read("compact-after-bytes=2 MiB")).CompactAfterBytes);
    }

    [Fact]
    [Trait("Snapshot", "102")]
    public async Task Other_settings_hold_for_the_next_file_and_the_store_stays_the_same()
    {
        using var depot = SnapshotDepot.Open(_rig.Read("keep-last=0"), _log.Add);
        Store(depot, 10);
        depot.Apply(_rig.Read("keep-last=0", "codec=none", "file.directory=/nowhere"));
        Store(depot, 20);

        var records = await OffloadRig.RecordsAsync(depot);
        Assert.Equal([SnapshotCodec.Brotli, SnapshotCodec.None], records.Select(record => record.Payload.Codec));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(2, 10L)]
    [Trait("Snapshot", "73")]
    public async Task Fallback_depth_is_how_many_older_states_a_fetch_may_take_when_the_newest_are_damaged(int depth, long? taken)
    {
        using var depot = SnapshotDepot.Open(_rig.Read("keep-last=0", $"restore.fallback-depth={depth}"), _log.Add);
        foreach (var step in (long[])[10, 20, 30])
            Store(depot, step);
        var newestFirst = Enumerable.Reverse(await OffloadRig.RecordsAsync(depot)).ToList();
        File.Delete(Path.Combine(_rig.Store, newestFirst[0].Payload.Key));
        await DamageAsync(newestFirst[1]);

        var fetching = SnapshotFiles.WithNewestAsync(depot, newestFirst, async state =>
        {
            await SnapshotFiles.WriteAsync(depot, state, _rig["back.bin"], default);
            return state.Position.Sequence;
        });

        if (taken is not { } expected)
        {
            await Assert.ThrowsAsync<SnapshotRefusedException>(() => fetching);
            Assert.False(File.Exists(_rig["back.bin"]));
            return;
        }
        Assert.Equal(expected, await fetching);
        Assert.Equal(_rig.BytesOf(expected), await File.ReadAllBytesAsync(_rig["back.bin"]));
        Assert.Equal(2, _log.Count(line => line.Contains("restore.fallback-depth", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Max_concurrent_restores_is_how_many_files_of_a_run_are_fetched_at_once(int most)
    {
        using var depot = SnapshotDepot.Open(_rig.Read($"restore.max-concurrent-restores={most}"), _log.Add);
        var (open, seen) = (0, 0);
        var together = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        await SnapshotFiles.AtOnceAsync(depot, Enumerable.Range(0, 50), async (_, token) =>
        {
            var now = Interlocked.Increment(ref open);
            InterlockedMax(ref seen, now);
            if (now == most)
                together.TrySetResult();
            await together.Task.WaitAsync(TimeSpan.FromSeconds(20), token);
            await Task.Yield();
            Interlocked.Decrement(ref open);
        }, default);

        Assert.Equal(most, seen);

        static void InterlockedMax(ref int target, int value)
        {
            for (var before = Volatile.Read(ref target); before < value; before = Volatile.Read(ref target))
                Interlocked.CompareExchange(ref target, value, before);
        }
    }

    private async Task DamageAsync(SnapshotStateRecord record)
    {
        var path = Path.Combine(_rig.Store, record.Payload.Key);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
    }

    private void Store(SnapshotDepot depot, long step, int bytes = 300_000)
    {
        var stored = Persist(depot, step, bytes);
        Assert.True(stored.IsSuccess, stored.ToString());
    }

    // The target is not disposed: that would close the depot, which is read afterwards.
    private SnapshotOutcome<OffloadReceipt> Persist(SnapshotDepot depot, long step, int bytes = 300_000) =>
        new SnapshotTarget(depot).Persist(_rig.State(step, bytes), _ => { }, default);
}
