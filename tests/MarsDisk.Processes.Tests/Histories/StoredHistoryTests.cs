using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Histories;

/// <summary>SIGKILL to runs that keep their whole history in memory, and the same command again.</summary>
public sealed class StoredHistoryTests(StoredHistoryTests.Undisturbed undisturbed) : IClassFixture<StoredHistoryTests.Undisturbed>
{
    private const string CrashAt = "MARSDISK_CRASH_AT";
    private static readonly string[] Whole = ["-s", "io.streaming.enable=false", "numerics.t_end_orbits=2"];
    private static readonly string[] Stored = [.. Whole, "numerics.checkpoint.enabled=true", "numerics.checkpoint.interval_years=1e-4"];

    [Theory]
    [InlineData(0, "while-writing:1")]
    [InlineData(0, "inside-append:1")]
    [InlineData(1, "after-append:1")]
    [InlineData(1, "after-append:1", "while-writing:1")]
    public async Task The_same_command_again_goes_on_from_the_newest_history_and_ends_with_the_same_files(int histories, params string[] points)
    {
        using var folder = new WorkFolder();
        await KillAsync(folder, points);
        var ledger = new RunFolder(folder["run"]).Ledger();

        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run", Stored));

        Assert.Equal((0, histories), (ledger.EndStep, ledger.Histories.Count));
        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Contains(FormattableString.Invariant($"resuming run at step {ledger.ResumeStep} "), ended.Errors, StringComparison.Ordinal);
        new RunFolder(folder["run"]).AssertEquals(undisturbed.Run);
    }

    [Theory]
    [InlineData(2, "The run goes on from state/history-")]
    [InlineData(1, "The run starts over at step 0.")]
    public async Task A_damaged_history_costs_steps_and_is_said_in_one_line(int histories, string said)
    {
        using var folder = new WorkFolder();
        await KillAsync(folder, [.. Enumerable.Repeat("after-append:1", histories)]);
        var run = new RunFolder(folder["run"]);
        var newest = run.Ledger().History!.File.Name;
        var bytes = File.ReadAllBytes(run.FileOf(newest));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(run.FileOf(newest), bytes);

        var verified = await MarsDiskProgram.RunAsync(folder, "runs", "verify", "run");
        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run", Stored));

        Assert.Equal(6, verified.ExitCode);
        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Contains(said, Assert.Single(ended.ErrorLines, line => line.StartsWith($"{newest} is damaged: ", StringComparison.Ordinal)), StringComparison.Ordinal);
        run.AssertEquals(undisturbed.Run);
    }

    [Fact]
    public async Task The_node_stores_a_history_by_itself_and_a_run_that_is_killed_behind_it_goes_on_there()
    {
        using var folder = new WorkFolder();
        (string, string)[] often = [("MARSDISK__HISTORY__SNAPSHOT_INTERVAL", "1 ms")];

        var killed = await MarsDiskProgram.RunWithAsync(folder, [(CrashAt, "after-append:1"), .. often], Command.Run("run", Whole));
        var ended = await MarsDiskProgram.RunWithAsync(folder, often, Command.Run("run", Whole));

        Assert.True(killed.ExitCode == ProgramEnd.Killed, killed.ToString());
        Assert.True(ended.ExitCode == 0, ended.ToString());
        new RunFolder(folder["run"]).AssertEquals(undisturbed.Run);
    }

    [Fact]
    public async Task A_run_goes_on_from_a_history_at_its_target_on_a_machine_with_an_empty_disk()
    {
        using var folder = new WorkFolder();
        var offload = Offload.To(folder["offload"]);

        var journal = Path.Combine(folder["offload"], Offload.HeadOf(undisturbed.Run.Id(), "journal/run.journal", "marsdisk.run-file"));
        // Without room for the tables the run cannot come to its end before the target has the history and the journal that names it.
        using (var program = MarsDiskProgram.Start(folder.Path, Command.Run("run", Stored), [("MARSDISK_FAILPOINTS", "disk-full:series:1+"), .. offload]))
        {
            await Until.TrueAsync(() => File.Exists(journal), "a journal at the target");
            await program.SignalAsync("KILL");
            await program.EndAsync();
        }
        Directory.Delete(folder["run"], recursive: true);
        var listed = await MarsDiskProgram.RunWithAsync(folder, offload, "snapshots", "list", undisturbed.Run.Id());
        var verified = await MarsDiskProgram.RunWithAsync(folder, offload, "snapshots", "verify");
        var fetched = await MarsDiskProgram.RunWithAsync(folder, offload, "snapshots", "fetch", undisturbed.Run.Id(), "--into", "back");
        Assert.True(fetched.ExitCode == 0, fetched.ToString());
        var ledger = new RunFolder(folder["back"]).Ledger();
        var ended = await MarsDiskProgram.RunWithAsync(folder, offload, "resume", "back", "--progress", "lines");
        var left = await MarsDiskProgram.RunWithAsync(folder, offload, "snapshots", "list", undisturbed.Run.Id());

        Assert.NotNull(ledger.History);
        Assert.Contains("marsdisk.run-history", listed.Output, StringComparison.Ordinal);
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Contains(FormattableString.Invariant($"resuming back at step {ledger.ResumeStep} "), ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(" is missing.", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("marsdisk.run-history", left.Output, StringComparison.Ordinal);
        new RunFolder(folder["back"]).AssertEquals(undisturbed.Run);
    }

    private static async Task KillAsync(WorkFolder folder, params string[] points)
    {
        foreach (var point in points)
        {
            var killed = await MarsDiskProgram.RunWithAsync(folder, [(CrashAt, point)], Command.Run("run", Stored));
            Assert.True(killed.ExitCode == ProgramEnd.Killed, killed.ToString());
        }
    }

    /// <summary>The run that nobody disturbs, without streaming and without histories.</summary>
    public sealed class Undisturbed : IDisposable
    {
        private readonly WorkFolder _folder = new();

        public Undisturbed()
        {
            var ended = MarsDiskProgram.RunAsync(_folder, Command.Run("run", Whole)).GetAwaiter().GetResult();
            Assert.True(ended.ExitCode == 0, ended.ToString());
        }

        internal RunFolder Run => new(_folder["run"]);

        public void Dispose() => _folder.Dispose();
    }
}
