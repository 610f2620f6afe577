using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests;

/// <summary>An unfinished run whose files somebody has damaged: mended where nothing is lost, refused otherwise.</summary>
public sealed class DamageTests(UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>
{
    [Fact]
    public async Task A_torn_journal_tail_is_cut_off_and_the_run_goes_on()
    {
        using var folder = new WorkFolder();
        var run = await UnfinishedAsync(folder);
        using (var journal = File.OpenWrite(run.JournalPath))
            journal.SetLength(journal.Length - 11);

        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run"));

        Assert.True(ended.ExitCode == 0, ended.ToString());
        run.AssertEquals(undisturbed.Run);
    }

    [Fact]
    public async Task A_damaged_byte_inside_the_journal_stops_with_code_5_and_changes_nothing()
    {
        using var folder = new WorkFolder();
        var run = await UnfinishedAsync(folder);
        Flip(run.JournalPath, new FileInfo(run.JournalPath).Length / 2);

        await RefusesAndChangesNothingAsync(folder, run, "run.journal");
    }

    [Fact]
    public async Task A_committed_chunk_that_is_gone_stops_with_code_5_and_is_named()
    {
        using var folder = new WorkFolder();
        var run = await UnfinishedAsync(folder);
        const string chunk = "series/diagnostics_chunk_000000100_000000199.parquet";
        File.Delete(run.FileOf(chunk));

        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run"));

        Assert.Equal(5, ended.ExitCode);
        Assert.Contains(chunk, ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_newest_state_is_computed_again_and_nothing_differs()
    {
        using var folder = new WorkFolder();
        var run = await UnfinishedAsync(folder);
        Flip(run.FileOf(run.Ledger().State!.Name), 200);

        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run"));

        Assert.True(ended.ExitCode == 0, ended.ToString());
        run.AssertEquals(undisturbed.Run);
    }

    [Fact]
    public async Task Files_that_carry_no_chunk_or_state_name_are_left_alone()
    {
        using var folder = new WorkFolder();
        var run = await UnfinishedAsync(folder);
        File.WriteAllText(run.FileOf("series/notes.txt"), "mine");
        File.WriteAllText(run.FileOf("series/run_chunk_000099900_000099999.parquet"), "an orphan");

        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run"));

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Equal("mine", File.ReadAllText(run.FileOf("series/notes.txt")));
        File.Delete(run.FileOf("series/notes.txt"));
        run.AssertEquals(undisturbed.Run);
    }

    private static async Task<RunFolder> UnfinishedAsync(WorkFolder folder)
    {
        var killed = await MarsDiskProgram.RunWithAsync(folder, [("MARSDISK_CRASH_AT", "after-append:5")], Command.Run("run"));
        Assert.Equal(ProgramEnd.Killed, killed.ExitCode);
        return new RunFolder(folder["run"]);
    }

    private static async Task RefusesAndChangesNothingAsync(WorkFolder folder, RunFolder run, string named)
    {
        var before = run.AllFiles();

        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run"));

        Assert.Equal(5, ended.ExitCode);
        Assert.Empty(ended.Output);
        Assert.Contains(named, ended.Errors, StringComparison.Ordinal);
        Assert.Equal(before, run.AllFiles());
    }

    private static void Flip(string path, long offset)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = offset;
        var value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ 0x40));
    }
}
