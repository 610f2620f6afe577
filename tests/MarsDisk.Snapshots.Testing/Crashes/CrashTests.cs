using System.Globalization;
using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Testing.Bodies;

namespace MarsDisk.Snapshots.Testing.Crashes;

/// <summary>What tests of a provider need that kill a process, and random kills. The entry point is <see cref="CrashChild"/>.</summary>
public abstract class CrashTests : IDisposable
{
    private readonly string _scratch = Path.Combine(Path.GetTempPath(), "marsdisk-crash", Guid.NewGuid().ToString("N"));

    /// <summary>The provider.</summary>
    protected abstract ICrashStores Stores { get; }

    /// <summary>The place of this test, empty at its start.</summary>
    protected abstract string Place { get; }

    /// <summary>Random kills; <c>MARSDISK_KILLS</c> says another number.</summary>
    protected virtual int RandomKills => 12;

    /// <summary>Directory of scratch files and intents.</summary>
    protected string Scratch => _scratch;

    private string Assembly => GetType().Assembly.Location;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
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

    /// <summary>Makes the stores and persists sequence 1.</summary>
    protected async Task PersistFirstAsync()
    {
        Directory.CreateDirectory(_scratch);
        using var site = Site();
        Assert.True((await site.Blobs.EnsureAsync()).IsSuccess);
        Assert.True((await site.States.EnsureAsync()).IsSuccess);
        var first = await site.PersistAsync(1, StagingMode.TempFile);
        Assert.True(first.Status == SnapshotStatus.Ok, first.ToString());
    }

    /// <summary>I1 and I5: the newest record restores completely, is not older than what was reported, and no record dangles.</summary>
    protected static async Task<long> CheckAsync(CrashSite site, long reported)
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

    /// <summary>After a clean-up nothing is left that no record names.</summary>
    protected async Task AssertCleanAsync(CrashSite site)
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
}
