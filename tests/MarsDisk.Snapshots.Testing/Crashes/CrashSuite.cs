using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Testing.Bodies;
using MarsDisk.Snapshots.Testing.Faults;

namespace MarsDisk.Snapshots.Testing.Crashes;

/// <summary>
/// Kills a process at every named place, starts again, and looks whether anything was lost, is wrong, or is left over. The
/// test project's entry point must be <see cref="CrashChild"/>.
/// </summary>
public abstract class CrashSuite : CrashTests
{
    /// <summary>Whether a snapshot can be staged within the store.</summary>
    protected virtual bool AdoptsLocalFiles => false;

    /// <summary>Where a persist is killed, and how it stages.</summary>
    public static TheoryData<string, StagingMode> Places
    {
        get
        {
            var places = new TheoryData<string, StagingMode>();
            foreach (var staging in new[] { StagingMode.TempFile, StagingMode.StoreNative })
            {
                foreach (var name in EnvironmentFailpoints.Names.Where(name => name is not ("janitor.before-delete" or "restore.mid" or "upload.block-n" or "upload.done")))
                    places.Add(name, staging);
            }
            places.Add("upload.block-n", StagingMode.TempFile);
            places.Add("upload.block-n@5", StagingMode.TempFile);
            places.Add("upload.done", StagingMode.TempFile);

            // The store reaches these, too: behind the sync of the part, and behind the rename.
            places.Add("publish.before@2", StagingMode.StoreNative);
            places.Add("publish.after@2", StagingMode.StoreNative);
            return places;
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    [Trait("Snapshot", "57")]
    [Trait("Snapshot", "58")]
    [Trait("Snapshot", "59")]
    [Trait("Snapshot", "60")]
    [Trait("Snapshot", "61")]
    [Trait("Snapshot", "62")]
    [Trait("Snapshot", "63")]
    [Trait("Snapshot", "64")]
    [Trait("Snapshot", "65")]
    [Trait("Snapshot", "Q16")]
    [Trait("Snapshot", "Q17")]
    public async Task A_persist_that_is_killed_loses_nothing_and_leaves_nothing(string place, StagingMode staging)
    {
        await PersistFirstAsync();

        var child = await RunAsync($"{place}=kill", "persist", "2", "1", staging.ToString());

        if (HasPlace(place, staging))
            Assert.True(child.ExitCode == CrashProcess.Killed, $"{child.ExitCode} {string.Join(' ', child.Lines)} {child.Errors}");
        using var site = Site();
        var found = await CheckAsync(site, Math.Max(1, child.LastDone));
        if (IsCommitted(place))
            Assert.Equal(2, found);
        Assert.Equal(SnapshotStatus.Ok, (await site.PersistAsync(3, staging)).Status);
        Assert.Equal(3, await CheckAsync(site, 3));
        await AssertCleanAsync(site);
    }

    [Theory]
    [InlineData("commit.before", 1)]
    [InlineData("commit.after", 2)]
    [Trait("Snapshot", "63")]
    public async Task A_small_snapshot_that_is_killed_at_its_commit_is_whole_or_not_there(string place, long newest)
    {
        await PersistFirstAsync();

        var child = await RunAsync($"{place}=kill", "persist", "2", "1", nameof(StagingMode.Auto), "500");

        Assert.Equal(CrashProcess.Killed, child.ExitCode);
        using var site = Site();
        var restored = await site.RestoreAsync();
        Assert.Equal(newest, restored.Value?.Record?.Position.Sequence);
        Assert.Equal(PatternStream.ChecksumOf(newest == 1 ? CrashSite.BodyBytes : 500, (int)newest), restored.Value?.State);
        await AssertCleanAsync(site);
    }

    [Theory]
    [InlineData("janitor.before-delete")]
    [InlineData("janitor.before-delete@2")]
    [Trait("Snapshot", "66")]
    [Trait("Snapshot", "67")]
    public async Task A_clean_up_that_is_killed_is_finished_by_the_next(string place)
    {
        await PersistFirstAsync();
        await RunAsync("commit.before=kill", "persist", "2", "1", nameof(StagingMode.TempFile));
        await RunAsync("commit.before=kill", "persist", "3", "1", nameof(StagingMode.TempFile));

        var child = await RunAsync($"{place}=kill", "clean");

        Assert.Equal(CrashProcess.Killed, child.ExitCode);
        using var site = Site();
        Assert.Equal(1, await CheckAsync(site, 1));
        await AssertCleanAsync(site);
    }

    [Fact]
    [Trait("Snapshot", "68")]
    public async Task A_restore_that_is_killed_is_done_by_the_next()
    {
        await PersistFirstAsync();

        var child = await RunAsync("restore.mid=kill", "restore");

        Assert.Equal(CrashProcess.Killed, child.ExitCode);
        using var site = Site();
        Assert.Equal(1, await CheckAsync(site, 1));
        await AssertCleanAsync(site);
    }

    [Theory]
    [InlineData(StagingMode.TempFile)]
    [InlineData(StagingMode.StoreNative)]
    [Trait("Snapshot", "88")]
    public async Task A_sweep_that_overtakes_a_slow_commit_deletes_nothing_that_is_committed(StagingMode staging)
    {
        await PersistFirstAsync();
        var gate = new GateFailpoints("commit.before");
        using var slow = new CrashSite(Stores, Place, Scratch, gate);
        using var sweeper = new CrashSite(Stores, Place, Path.Combine(Scratch, "elsewhere"));     // another host: it sees no intents of this one

        var persisting = Task.Run(async () => await slow.PersistAsync(2, staging));
        await gate.Reached;
        var swept = await sweeper.Janitor.PassAsync(sweep: true);
        gate.Open();
        var persisted = await persisting;

        Assert.Equal(1, swept.OrphanCandidates);
        Assert.Equal(persisted.IsSuccess ? 2 : 1, await CheckAsync(sweeper, 1));
        await AssertCleanAsync(sweeper);
    }

    private bool HasPlace(string place, StagingMode staging) =>
        AdoptsLocalFiles || staging != StagingMode.StoreNative || !place.Contains('@', StringComparison.Ordinal);

    private static bool IsCommitted(string place) =>
        place is "commit.after" or "retire.before" or "retire.mid" or "cleanup.before" or "cleanup.mid";
}
