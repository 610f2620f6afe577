using System.Globalization;
using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Testing.Bodies;
using MarsDisk.Snapshots.Testing.Faults;

namespace MarsDisk.Snapshots.Testing.Crashes;

/// <summary>
/// Kills a process at every named place, starts again, and looks whether anything was lost, is wrong, or is left over. The
/// test project's entry point must be <see cref="CrashChild"/>.
/// </summary>
public abstract class CrashSuite : IDisposable
{
    private readonly string _scratch = Path.Combine(Path.GetTempPath(), "marsdisk-crash", Guid.NewGuid().ToString("N"));

    /// <summary>The provider.</summary>
    protected abstract ICrashStores Stores { get; }

    /// <summary>The place of this test, empty at its start.</summary>
    protected abstract string Place { get; }

    /// <summary>Whether a snapshot can be staged within the store.</summary>
    protected virtual bool AdoptsLocalFiles => false;

    /// <summary>Random kills; <c>MARSDISK_KILLS</c> says another number.</summary>
    protected virtual int RandomKills => 12;

    private string Assembly => GetType().Assembly.Location;

    /// <summary>Where a persist is killed, how it stages, and whether the record is sure to be live.</summary>
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

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
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

    [Fact]
    [Trait("Snapshot", "69")]
    public async Task Random_kills_never_break_what_was_reported_as_done()
    {
        await PersistFirstAsync();
        var kills = int.TryParse(Environment.GetEnvironmentVariable("MARSDISK_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var more)
            ? more
            : RandomKills;
        var seed = Environment.TickCount;
        var random = new Random(seed);
        long done = 1;
        for (var kill = 0; kill < kills; kill++)
        {
            var name = EnvironmentFailpoints.Names[random.Next(EnvironmentFailpoints.Names.Count)];
            var staging = random.Next(2) == 0 ? StagingMode.TempFile : StagingMode.StoreNative;
            var child = await RunAsync(
                $"{name}@{random.Next(1, 4)}=kill", "persist", (done + 1).ToString(CultureInfo.InvariantCulture), "3", staging.ToString());

            using var site = Site();
            var found = await CheckAsync(site, Math.Max(done, child.LastDone));
            Assert.True(found >= done, $"Seed {seed}, kill {kill} at {name}: {found} is older than {done}.");
            done = found;
        }
        using var last = Site();
        await AssertCleanAsync(last);
    }

    [Theory]
    [InlineData(StagingMode.TempFile)]
    [InlineData(StagingMode.StoreNative)]
    [Trait("Snapshot", "88")]
    public async Task A_sweep_that_overtakes_a_slow_commit_deletes_nothing_that_is_committed(StagingMode staging)
    {
        await PersistFirstAsync();
        var gate = new GateFailpoints("commit.before");
        using var slow = new CrashSite(Stores, Place, _scratch, gate);
        using var sweeper = new CrashSite(Stores, Place, Path.Combine(_scratch, "elsewhere"));     // another host: it sees no intents of this one

        var persisting = Task.Run(async () => await slow.PersistAsync(2, staging));
        await gate.Reached;
        var swept = await sweeper.Janitor.PassAsync(sweep: true);
        gate.Open();
        var persisted = await persisting;

        Assert.Equal(1, swept.OrphanCandidates);
        Assert.Equal(persisted.IsSuccess ? 2 : 1, await CheckAsync(sweeper, 1));
        await AssertCleanAsync(sweeper);
    }

    /// <summary>Removes scratch files.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && Directory.Exists(_scratch))
            Directory.Delete(_scratch, recursive: true);
    }

    /// <summary>A site of this process, with nothing that kills.</summary>
    protected CrashSite Site() => new(Stores, Place, _scratch);

    /// <summary>Runs a child on the stores of this test.</summary>
    protected Task<CrashProcess> RunAsync(string? failpoints, string verb, params string[] more) => CrashProcess.RunAsync(
        Assembly, failpoints,
        [verb, Place, _scratch, .. more, .. verb == "persist" && more.Length == 3 ? [CrashSite.BodyBytes.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>()]);

    /// <summary>Looks at parts and other hidden leftovers of the store, after a clean-up.</summary>
    protected virtual Task AssertNothingHiddenAsync() => Task.CompletedTask;

    private async Task PersistFirstAsync()
    {
        Directory.CreateDirectory(_scratch);
        using var site = Site();
        Assert.True((await site.Blobs.EnsureAsync()).IsSuccess);
        Assert.True((await site.States.EnsureAsync()).IsSuccess);
        var first = await site.PersistAsync(1, StagingMode.TempFile);
        Assert.True(first.Status == SnapshotStatus.Ok, first.ToString());
    }

    // I1 and I5: the newest record restores completely, is not older than what was reported, and no record dangles.
    private static async Task<long> CheckAsync(CrashSite site, long reported)
    {
        var restored = await site.RestoreAsync();
        Assert.True(restored.IsSuccess, restored.ToString());
        var sequence = restored.Value!.Record!.Position.Sequence;
        Assert.True(sequence >= reported, $"{sequence} was restored, {reported} was reported as done.");
        Assert.Equal(PatternStream.ChecksumOf(CrashSite.BodyBytes, (int)sequence), restored.Value.State);
        await foreach (var record in site.States.ListAsync(CrashSite.Series))
        {
            if (record.State != SnapshotRecordState.Live || record.Payload.Kind != SnapshotStoreKind.Blob)
                continue;
            var probe = await site.Blobs.ProbeAsync(record.Payload.Key);
            Assert.Equal(record.Payload.StoredLength, probe.Value?.Length);
        }
        return sequence;
    }

    private async Task AssertCleanAsync(CrashSite site)
    {
        var report = await site.Janitor.PassAsync(sweep: true);
        var again = await site.Janitor.PassAsync(sweep: true);

        Assert.Equal((0, 0), (report.Failures, again.Failures));
        Assert.Equal(0, again.OrphanCandidates);
        var named = new List<string>();
        await foreach (var record in site.States.ListAsync(CrashSite.Series))
        {
            if (record.State == SnapshotRecordState.Live && record.Payload.Kind == SnapshotStoreKind.Blob)
                named.Add(record.Payload.Key);
        }
        var kept = new List<string>();
        await foreach (var blob in site.Blobs.ListAsync(""))
            kept.Add(blob.Key);
        Assert.Equal(named.Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        await foreach (var entry in site.States.ListGarbageAsync())
            Assert.Fail($"{entry} is still in the list of garbage.");
        Assert.DoesNotContain(Directory.EnumerateFiles(_scratch, "*", SearchOption.AllDirectories), file => Path.GetFileName(file) != "lock");
        await AssertNothingHiddenAsync();
    }

    private bool HasPlace(string place, StagingMode staging) =>
        AdoptsLocalFiles || staging != StagingMode.StoreNative || !place.Contains('@', StringComparison.Ordinal);

    private static bool IsCommitted(string place) =>
        place is "commit.after" or "retire.before" or "retire.mid" or "cleanup.before" or "cleanup.mid";
}
