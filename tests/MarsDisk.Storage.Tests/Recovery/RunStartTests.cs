using MarsDisk.Journal.Events;
using MarsDisk.Storage.Recovery;

namespace MarsDisk.Storage.Tests.Recovery;

public class RunStartTests
{
    private static readonly ContentHash Other = ContentHash.Of("other"u8);

    [Fact]
    public void Starts_in_a_missing_and_in_an_empty_directory()
    {
        using var run = new TestRun();

        Assert.Equal(DirectoryState.Empty, StateOf(run));
        Directory.CreateDirectory(run.Files.Root);
        Assert.Equal(DirectoryState.Empty, StateOf(run));
        Assert.Empty(Directory.EnumerateFileSystemEntries(run.Files.Root));
    }

    [Fact]
    public void Starts_where_a_start_was_killed_at_any_moment()
    {
        using var run = new TestRun();

        run.Leases.TryTake(run.Files.Run)!.Dispose();
        Assert.Equal(DirectoryState.Empty, StateOf(run));
        run.Begin().Dispose();
        Assert.Equal(DirectoryState.Empty, StateOf(run));
        File.WriteAllText(run.Files.PathOf("tmp/run.json.1.abc"), "half");
        File.WriteAllText(run.Files.PathOf("inputs.json"), "[]");
        Directory.CreateDirectory(run.Files.PathOf("config"));
        Assert.Equal(DirectoryState.Empty, StateOf(run));
        File.WriteAllBytes(run.Files.JournalPath, new byte[7]);
        Assert.Equal(DirectoryState.Empty, StateOf(run));
        using (var lease = run.Leases.TryTake(run.Files.Run)!)
            run.Files.OpenJournal(lease, TestRun.Fingerprint).Dispose();
        Assert.Equal(DirectoryState.Empty, StateOf(run));
    }

    [Fact]
    public void Continues_an_unfinished_run_of_the_same_plan_and_fingerprint()
    {
        using var run = new TestRun();
        run.Commit(2);

        var report = RunStart.Inspect(run.Files, TestRun.Plan, TestRun.Fingerprint);

        Assert.Equal(DirectoryState.Unfinished, report.State);
        Assert.Equal(20, report.Ledger.EndStep);
    }

    [Fact]
    public void Tells_a_finished_and_a_failed_run_from_an_unfinished_one()
    {
        using var finished = new TestRun();
        finished.Commit(1, new RunCompleted(10, 10, 1, 0, "t_end"));
        using var failed = new TestRun();
        failed.Commit(1, new RunFailed("NaN", 1, 12, 0));

        Assert.Equal(DirectoryState.Finished, StateOf(finished));
        Assert.Equal(DirectoryState.Failed, StateOf(failed));
        Assert.Equal("NaN", RunStart.Inspect(failed.Files, TestRun.Plan, TestRun.Fingerprint).Ledger.Outcome!.Failed!.Reason);
    }

    [Fact]
    public void Refuses_another_plan_and_another_fingerprint()
    {
        using var run = new TestRun();
        run.Commit(1);

        Assert.Equal(DirectoryState.OtherPlan, RunStart.Inspect(run.Files, Other, TestRun.Fingerprint).State);
        Assert.Equal(DirectoryState.OtherFingerprint, RunStart.Inspect(run.Files, TestRun.Plan, Other).State);
    }

    [Fact]
    public void Sees_that_a_living_process_holds_it()
    {
        using var fresh = new TestRun();
        using var freshLease = fresh.Begin();
        using var run = new TestRun();
        run.Commit(1);
        using var lease = run.Leases.TryTake(run.Files.Run);

        Assert.Equal(DirectoryState.Held, StateOf(fresh));
        Assert.Equal(DirectoryState.Held, StateOf(run));
        Assert.Equal("node", RunStart.Inspect(run.Files, TestRun.Plan, TestRun.Fingerprint).Ledger.Attempts[^1].Owner.Node);
    }

    [Fact]
    public void Refuses_a_directory_of_something_else_without_touching_it()
    {
        using var run = new TestRun();
        Directory.CreateDirectory(run.Files.Root);
        File.WriteAllText(run.Files.PathOf("thesis.tex"), "mine");

        Assert.Equal(DirectoryState.Foreign, StateOf(run));
        Assert.Equal(["thesis.tex"], run.Names());
    }

    [Fact]
    public void Refuses_a_killed_start_in_which_somebody_put_rows()
    {
        using var run = new TestRun();
        run.Begin().Dispose();
        File.WriteAllText(run.Files.PathOf("series/run.parquet"), "rows");

        Assert.Equal(DirectoryState.Foreign, StateOf(run));
    }

    [Fact]
    public void Refuses_a_file_where_a_directory_is_meant()
    {
        using var run = new TestRun();
        File.WriteAllText(run.Files.Root, "mine");

        Assert.Equal(DirectoryState.Foreign, StateOf(run));
    }

    [Fact]
    public void Says_what_is_wrong_with_a_damaged_journal()
    {
        using var run = new TestRun();
        run.Commit(2);
        var bytes = File.ReadAllBytes(run.Files.JournalPath);
        bytes[40] ^= 1;
        File.WriteAllBytes(run.Files.JournalPath, bytes);

        var report = RunStart.Inspect(run.Files, TestRun.Plan, TestRun.Fingerprint);

        Assert.Equal(DirectoryState.Damaged, report.State);
        Assert.Contains("offset 16 (sequence 1)", report.Trouble, StringComparison.Ordinal);
    }

    private static DirectoryState StateOf(TestRun run) => RunStart.Inspect(run.Files, TestRun.Plan, TestRun.Fingerprint).State;
}
