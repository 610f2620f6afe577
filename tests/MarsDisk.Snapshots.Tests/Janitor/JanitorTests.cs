using MarsDisk.Snapshots.Janitor;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Tests.Pipeline;

namespace MarsDisk.Snapshots.Tests.Janitor;

public class JanitorTests
{
    private static readonly byte[] Body = PipelineRig.Body(300_000);

    [Trait("Snapshot", "84")]
    [Fact]
    public async Task Keeps_the_last_two_of_five()
    {
        using var rig = new PipelineRig();
        for (var sequence = 1L; sequence <= 5; sequence++)
            await rig.PersistAsync(Body, PipelineRig.Options(sequence));

        var live = (await rig.RecordsAsync()).Where(record => record.State == SnapshotRecordState.Live).Select(record => record.Position.Sequence);

        Assert.Equal([4L, 5L], live.Order());
        Assert.Equal(3, (await rig.GarbageAsync()).Count);
    }

    [Trait("Snapshot", "85")]
    [Fact]
    public async Task Never_retires_the_newest_one_nor_one_that_is_too_young()
    {
        using var rig = new PipelineRig(options => options with { KeepLast = 1, MinRetain = TimeSpan.FromHours(1) });
        await rig.PersistAsync(Body, PipelineRig.Options(sequence: 1));
        await rig.PersistAsync(Body, PipelineRig.Options(sequence: 2));
        Assert.Equal(2, (await rig.RecordsAsync()).Count(record => record.State == SnapshotRecordState.Live));

        rig.Clock.Offset = TimeSpan.FromHours(2);
        await new SnapshotJanitor(rig.Services).PassAsync(sweep: false);

        var live = Assert.Single(await rig.RecordsAsync(), record => record.State == SnapshotRecordState.Live);
        Assert.Equal(2, live.Position.Sequence);
    }

    [Trait("Snapshot", "86")]
    [Fact]
    public async Task Deletes_garbage_after_its_grace_and_not_before()
    {
        using var rig = await WithGarbageAsync();
        var janitor = new SnapshotJanitor(rig.Services);

        Assert.Equal(0, (await janitor.PassAsync(sweep: false)).GarbageDeleted);
        rig.Clock.Offset = TimeSpan.FromHours(25);
        var report = await janitor.PassAsync(sweep: false);

        Assert.Equal(1, report.GarbageDeleted);
        Assert.Equal(2, rig.Inner.Names.Count);
        Assert.Empty(await rig.GarbageAsync());
        Assert.Equal(0, (await janitor.PassAsync(sweep: false)).GarbageDeleted);
    }

    [Trait("Snapshot", "86")]
    [Fact]
    public async Task Keeps_what_is_referred_to_again_and_drops_the_entry()
    {
        using var rig = new PipelineRig();
        var record = (await rig.PersistAsync(Body)).Value!.Record;
        rig.States.AlsoGarbage.Add(new GarbageEntry(record.Payload.Provider, record.Payload.Key, 0, "by mistake"));

        var report = await new SnapshotJanitor(rig.Services).PassAsync(sweep: false);

        Assert.Equal(1, report.GarbageDropped);
        Assert.Single(rig.Inner.Names);
        rig.States.AlsoGarbage.Clear();
        Assert.Empty(await rig.GarbageAsync());
    }

    [Trait("Snapshot", "87")]
    [Fact]
    public async Task Sweeps_only_our_objects_that_are_old_and_without_a_record()
    {
        using var rig = Sweeping();
        await rig.PersistAsync(Body);
        var orphan = await PutAsync(rig, SnapshotKeys.KeyOf(PipelineRig.Series, 9, Guid.NewGuid()));
        var foreign = await PutAsync(rig, "somebody/else.bin");
        var janitor = new SnapshotJanitor(rig.Services);

        Assert.Equal(0, (await janitor.PassAsync(sweep: true)).OrphanCandidates);
        rig.Clock.Offset = TimeSpan.FromHours(49);
        var report = await janitor.PassAsync(sweep: true);

        Assert.Equal(1, report.OrphansDeleted);
        Assert.DoesNotContain(orphan, rig.Inner.Names, StringComparer.Ordinal);
        Assert.Contains(foreign, rig.Inner.Names, StringComparer.Ordinal);
        Assert.Equal(2, rig.Inner.Names.Count);
    }

    [Trait("Snapshot", "88")]
    [Fact]
    public async Task Fences_the_writer_of_what_it_sweeps()
    {
        using var rig = Sweeping();
        var options = PipelineRig.Options();
        rig.StateFaults.Fail("commit", call: 1, times: 1, SnapshotStatus.Fault);
        rig.StateFaults.Fail("add-garbage");
        var lost = await rig.PersistAsync(Body, options);
        Assert.Equal(SnapshotStatus.Fault, lost.Status);
        var key = Assert.Single(rig.Inner.Names);
        rig.Clock.Offset = TimeSpan.FromHours(49);

        var report = await new SnapshotJanitor(rig.Services).PassAsync(sweep: true);

        Assert.Equal(1, report.OrphansDeleted);
        Assert.Equal(SnapshotStatus.Conflict, (await rig.States.CommitAsync(new SnapshotCommitRequest(
            options.Series, options.Position, HandleOf(key, options.WriteId), new SnapshotExpectation.None(), default, "late", null))).Status);
    }

    [Trait("Snapshot", "88")]
    [Fact]
    public async Task Leaves_an_object_whose_commit_wins_the_race()
    {
        using var rig = Sweeping();
        var swept = new TaskCompletionSource();
        rig.StateFaults.Wait("commit", 1, () => swept.Task);
        var persist = rig.PersistAsync(Body).AsTask();
        while (rig.StateFaults.CallsOf("commit") == 0)
            await Task.Yield();

        var report = await new SnapshotJanitor(rig.Services).PassAsync(sweep: true);
        swept.SetResult();

        Assert.Equal(0, report.OrphansDeleted);
        Assert.True((await persist).IsSuccess);
        Assert.Equal(Body, (await rig.RestoreAsync()).Value!.State);
    }

    [Trait("Snapshot", "88")]
    [Fact]
    public async Task Leaves_an_object_that_says_nothing_while_nobody_knows_whose_write_to_fence()
    {
        using var rig = Sweeping();
        var plain = await PutAsync(rig, SnapshotKeys.KeyOf(PipelineRig.Series, 9, Guid.CreateVersion7()));
        rig.Clock.Offset = TimeSpan.FromHours(49);
        var janitor = new SnapshotJanitor(rig.Services);

        var unknown = await janitor.PassAsync(sweep: true);
        await rig.PersistAsync(Body);
        var known = await janitor.PassAsync(sweep: true);

        Assert.Equal((1, 0), (unknown.OrphanCandidates, unknown.OrphansDeleted));
        Assert.Equal(1, known.OrphansDeleted);
        Assert.DoesNotContain(plain, rig.Inner.Names, StringComparer.Ordinal);
        Assert.Equal(SnapshotStatus.Conflict, (await rig.States.CommitAsync(new SnapshotCommitRequest(
            PipelineRig.Series, new SnapshotPosition(0, 9, 0), HandleOf(plain, SnapshotKeys.WriteIdOf(plain)), new SnapshotExpectation.None(), default, "late", null))).Status);
    }

    [Trait("Snapshot", "87")]
    [Fact]
    public async Task Leaves_an_object_whose_writer_lives_and_has_announced_it()
    {
        var folder = Directory.CreateTempSubdirectory("marsdisk-intents-");
        try
        {
            using var rig = new PipelineRig(options => options with { SweepMode = SweepMode.Delete, PrefixOwned = true, IntentDirectory = folder.FullName });
            await rig.PersistAsync(Body);
            var writeId = Guid.CreateVersion7();
            var key = await PutAsync(rig, SnapshotKeys.KeyOf(PipelineRig.Series, 9, writeId));
            rig.Clock.Offset = TimeSpan.FromHours(49);
            var janitor = new SnapshotJanitor(rig.Services);

            using (rig.Services.Intents!.Begin(new SnapshotIntent("inmemory", key, writeId, "suite", "name", "", 0, 9, 0)))
                Assert.Equal(0, (await janitor.PassAsync(sweep: true)).OrphansDeleted);
            Assert.Contains(key, rig.Inner.Names, StringComparer.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Trait("Snapshot", "89")]
    [Theory]
    [InlineData(-24)]
    [InlineData(24)]
    [InlineData(2400)]
    public async Task Decides_by_the_clock_of_the_store(int hours)
    {
        using var rig = Sweeping();
        await PutAsync(rig, SnapshotKeys.KeyOf(PipelineRig.Series, 9, Guid.NewGuid()));
        rig.Blobs.ClockOffset = TimeSpan.FromHours(hours);

        Assert.Equal(0, (await new SnapshotJanitor(rig.Services).PassAsync(sweep: true)).OrphanCandidates);
    }

    [Trait("Snapshot", "90")]
    [Fact]
    public async Task Only_counts_when_it_is_told_to_report()
    {
        using var rig = new PipelineRig();
        await PutAsync(rig, SnapshotKeys.KeyOf(PipelineRig.Series, 9, Guid.NewGuid()));
        rig.Clock.Offset = TimeSpan.FromHours(49);

        var report = await new SnapshotJanitor(rig.Services).PassAsync(sweep: true);

        Assert.Equal(1, report.OrphanCandidates);
        Assert.Equal(0, report.OrphansDeleted);
        Assert.Single(rig.Inner.Names);
    }

    [Trait("Snapshot", "92")]
    [Fact]
    public async Task Reports_a_record_whose_object_is_gone_and_deletes_nothing()
    {
        using var rig = new PipelineRig();
        await rig.PersistAsync(Body, PipelineRig.Options(sequence: 1));
        var gone = (await rig.PersistAsync(Body, PipelineRig.Options(sequence: 2))).Value!.Record;
        await rig.Inner.DeleteAsync(gone.Payload.Key);

        var report = await new SnapshotJanitor(rig.Services).PassAsync(sweep: false);

        Assert.Equal(1, report.Dangling);
        Assert.Equal(2, (await rig.RecordsAsync()).Count);
        Assert.Single(rig.Inner.Names);
    }

    [Trait("Snapshot", "66")]
    [Fact]
    public async Task Finishes_in_a_second_pass_what_the_first_could_not()
    {
        using var rig = await WithGarbageAsync();
        rig.Clock.Offset = TimeSpan.FromHours(25);
        rig.BlobFaults.Fail("delete", call: 1, times: 1);
        var janitor = new SnapshotJanitor(rig.Services);

        Assert.Equal(1, (await janitor.PassAsync(sweep: false)).Failures);
        var second = await janitor.PassAsync(sweep: false);

        Assert.Equal(1, second.GarbageDeleted);
        Assert.Equal(0, second.Failures);
    }

    private static PipelineRig Sweeping() => new(options => options with { SweepMode = SweepMode.Delete, PrefixOwned = true });

    private static async Task<PipelineRig> WithGarbageAsync()
    {
        var rig = new PipelineRig();
        for (var sequence = 1L; sequence <= 3; sequence++)
            await rig.PersistAsync(Body, PipelineRig.Options(sequence));
        return rig;
    }

    private static async Task<string> PutAsync(PipelineRig rig, string key)
    {
        var put = await rig.Inner.PutAsync(new BlobPutRequest(key, 5, null, "x", Guid.NewGuid()), new MemoryStream([1, 2, 3, 4, 5]));
        Assert.True(put.IsSuccess, put.ToString());
        return key;
    }

    private static SnapshotPayloadHandle HandleOf(string key, Guid writeId) => new()
    {
        Kind = SnapshotStoreKind.Blob,
        Provider = "inmemory",
        Key = key,
        StoredLength = 1,
        BodyLength = 1,
        ContentType = "x",
        Format = PayloadFormat.ContainerV1,
        PayloadType = "test.body",
        PayloadVersion = 1,
        Codec = SnapshotCodec.None,
        Checksum = SnapshotChecksum.None,
        WriteId = writeId,
    };
}
