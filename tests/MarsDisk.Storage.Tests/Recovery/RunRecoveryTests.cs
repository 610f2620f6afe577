using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Publishing;
using MarsDisk.Storage.Recovery;

namespace MarsDisk.Storage.Tests.Recovery;

public class RunRecoveryTests
{
    [Fact]
    public void Goes_on_behind_the_last_commit()
    {
        using var run = new TestRun();
        var ledger = run.Commit(3);

        var recovered = RunRecovery.Restore(run.Files, new FakeLease(), ledger, verifyHashes: true);

        Assert.Equal(30, recovered.FirstStep);
        Assert.Equal(ledger.State, recovered.State);
        Assert.False(recovered.IsStateDamaged);
    }

    [Fact]
    public void Begins_from_the_plan_when_nothing_is_committed()
    {
        using var run = new TestRun();

        var recovered = RunRecovery.Restore(run.Files, new FakeLease(), run.Commit(0));

        Assert.Null(recovered.State);
        Assert.Equal(0, recovered.FirstStep);
    }

    [Fact]
    public void Deletes_what_was_being_written_and_what_no_event_names()
    {
        using var run = new TestRun();
        var ledger = run.Commit(1);
        var before = run.Names();
        new ChunkPublisher(run.Files, new FakeLease()).Publish(TestRun.Chunk(10, 20));
        File.WriteAllText(run.Files.PathOf("tmp/run_chunk.parquet.1.abc"), "half");

        var recovered = RunRecovery.Restore(run.Files, new FakeLease(), ledger);

        Assert.Equal(
            [
                "tmp/run_chunk.parquet.1.abc",
                "series/psd_hist_chunk_000000010_000000019.parquet",
                "series/run_chunk_000000010_000000019.parquet",
                "state/state-000000020.bin",
            ],
            recovered.Deleted,
            StringComparer.Ordinal);
        Assert.Equal(before, run.Names());
    }

    [Fact]
    public void Leaves_every_other_file_alone()
    {
        using var run = new TestRun();
        var ledger = run.Commit(1);
        string[] foreign =
        [
            "series/run.parquet", "series/notes.txt", "series/run_chunk_1_2.parquet", "series/run_chunk_000000010_000000019.parquet.bak",
            "state/state-1.bin", "state/state-000000020.bin.old", "state/readme", "summary.json",
        ];
        foreach (var name in foreign)
            File.WriteAllText(run.Files.PathOf(name), "mine");

        var recovered = RunRecovery.Restore(run.Files, new FakeLease(), ledger);

        Assert.Empty(recovered.Deleted);
        Assert.All(foreign, name => Assert.Equal("mine", File.ReadAllText(run.Files.PathOf(name))));
    }

    [Fact]
    public void Keeps_the_last_two_states_however_often_it_runs()
    {
        using var run = new TestRun();
        var ledger = run.Commit(4);

        RunRecovery.Restore(run.Files, new FakeLease(), ledger);
        var again = RunRecovery.Restore(run.Files, new FakeLease(), ledger);

        Assert.Empty(again.Deleted);
        Assert.Equal(
            ["state/state-000000030.bin", "state/state-000000040.bin"],
            run.PublishedNames().Where(name => name.StartsWith("state/", StringComparison.Ordinal)),
            StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("series/run_chunk_000000000_000000009.parquet")]
    [InlineData("state/state-000000010.bin")]
    [InlineData("state/state-000000020.bin")]
    public void Stops_when_a_committed_file_is_missing_or_has_another_size(string name)
    {
        using var run = new TestRun();
        var ledger = run.Commit(2);
        var path = run.Files.PathOf(name);

        File.AppendAllText(path, "x");
        var grown = Assert.Throws<RunDamagedException>(() => RunRecovery.Restore(run.Files, new FakeLease(), ledger));
        File.Delete(path);
        var missing = Assert.Throws<RunDamagedException>(() => RunRecovery.Restore(run.Files, new FakeLease(), ledger));

        Assert.Contains($"{name} in ", grown.Message, StringComparison.Ordinal);
        Assert.Contains($"{name} is missing", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_changed_bytes_of_the_same_size_only_when_asked_to_verify()
    {
        using var run = new TestRun();
        var ledger = run.Commit(1);
        FlipByte(run.Files.PathOf(ledger.Committed[0].Tables[0].Name));

        RunRecovery.Restore(run.Files, new FakeLease(), ledger);

        Assert.Throws<RunDamagedException>(() => RunRecovery.Restore(run.Files, new FakeLease(), ledger, verifyHashes: true));
    }

    [Fact]
    public void Falls_back_to_the_state_before_a_damaged_one_and_drops_nothing()
    {
        using var run = new TestRun();
        var ledger = run.Commit(3);
        FlipByte(run.Files.PathOf(ledger.State!.Name));

        var recovered = RunRecovery.Restore(run.Files, new FakeLease(), ledger);

        Assert.True(recovered.IsStateDamaged);
        Assert.Equal(ledger.PreviousState, recovered.State);
        Assert.Equal(20, recovered.FirstStep);
        Assert.All(recovered.Deleted, name => Assert.Equal("state/state-000000010.bin", name));
    }

    [Fact]
    public void Begins_again_from_the_plan_when_the_only_state_is_damaged()
    {
        using var run = new TestRun();
        var ledger = run.Commit(1);
        FlipByte(run.Files.PathOf(ledger.State!.Name));

        var recovered = RunRecovery.Restore(run.Files, new FakeLease(), ledger);

        Assert.Equal((null, 0L, true), (recovered.State, recovered.FirstStep, recovered.IsStateDamaged));
    }

    [Fact]
    public void Stops_when_both_states_are_damaged()
    {
        using var run = new TestRun();
        var ledger = run.Commit(2);
        FlipByte(run.Files.PathOf(ledger.State!.Name));
        FlipByte(run.Files.PathOf(ledger.PreviousState!.Name));

        Assert.Throws<RunDamagedException>(() => RunRecovery.Restore(run.Files, new FakeLease(), ledger));
    }

    [Fact]
    public void Removes_the_chunks_that_a_merged_file_stands_for()
    {
        using var run = new TestRun();
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(run.Files.Series).FullName, "run.parquet"), "all");
        var merged = new ChunksMerged("run", new StepRange(0, 20), new TableFile("series/run.parquet", 3, 20, ContentHash.Of("all"u8)));
        var ledger = run.Commit(2, new RunCompleted(20, 20, 2, 0, "t_end"), merged);

        var recovered = RunRecovery.Restore(run.Files, new FakeLease(), ledger, verifyHashes: true);

        Assert.All(recovered.Deleted, name => Assert.StartsWith("series/run_chunk_", name, StringComparison.Ordinal));
        Assert.Equal(2, recovered.Deleted.Count);
    }

    [Fact]
    public void Accepts_an_offloaded_file_only_where_its_copy_is()
    {
        using var run = new TestRun();
        const string name = "series/run_chunk_000000000_000000009.parquet";
        var ledger = run.Commit(1, new FileOffloaded(name, "elsewhere", default));
        File.Delete(run.Files.PathOf(name));

        RunRecovery.Restore(run.Files, new FakeLease(), ledger, isAtTarget: offloaded => offloaded.Target == "elsewhere");

        Assert.Throws<RunDamagedException>(() => RunRecovery.Restore(run.Files, new FakeLease(), ledger, isAtTarget: _ => false));
        Assert.Throws<RunDamagedException>(() => RunRecovery.Restore(run.Files, new FakeLease(), ledger));
    }

    [Fact]
    public void Deletes_nothing_once_the_lease_is_lost()
    {
        using var run = new TestRun();
        var ledger = run.Commit(2);
        File.WriteAllText(run.Files.PathOf("tmp/run_chunk.parquet.1.abc"), "half");
        using (var lease = run.Begin())
            new ChunkPublisher(run.Files, lease).Publish(TestRun.Chunk(20, 30));
        var names = run.Names();

        Assert.Throws<LeaseLostException>(() => RunRecovery.Restore(run.Files, new FakeLease(0), ledger));
        var untouched = run.Names();
        Assert.Throws<LeaseLostException>(() => RunRecovery.Restore(run.Files, new FakeLease(2), ledger));

        Assert.Equal(names, untouched, StringComparer.Ordinal);
        Assert.Equal(names.Count - 1, run.Names().Count);
    }

    [Fact]
    public void Recovers_from_a_torn_append_as_if_it_had_not_begun()
    {
        using var run = new TestRun();
        run.Commit(2);
        using (var journal = new FileStream(run.Files.JournalPath, FileMode.Open))
            journal.SetLength(journal.Length - 5);

        using var lease = run.Leases.TryTake(run.Files.Run)!;
        using var owned = run.Files.OpenJournal(lease, TestRun.Fingerprint);
        var recovered = RunRecovery.Restore(run.Files, new FakeLease(), owned.Contents.ToLedger());

        Assert.True(owned.Contents.TornBytes > 0);
        Assert.Equal(10, recovered.FirstStep);
        Assert.DoesNotContain("series/run_chunk_000000010_000000019.parquet", run.PublishedNames(), StringComparer.Ordinal);
    }

    private static void FlipByte(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
