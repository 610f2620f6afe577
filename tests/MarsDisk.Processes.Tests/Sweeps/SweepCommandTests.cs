using System.Text.Json;

using MarsDisk.Journal.Events;
using MarsDisk.Journal.Records;
using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Sweeps;

/// <summary>The commands of the group <c>sweep</c> as a person uses them, one process at a time.</summary>
public sealed class SweepCommandTests
{
    private static readonly string Few = MarsDiskProgram.DataFile("few.yml");

    [Fact]
    public async Task A_plan_names_runs_and_equal_points_and_writes_nothing()
    {
        using var folder = new WorkFolder();

        var plan = await MarsDiskProgram.RunAsync(folder, "sweep", "plan", Few);

        Assert.True(plan.ExitCode == 0, plan.ToString());
        Assert.Contains("points       6, of which 2 are equal to another one", plan.Output, StringComparison.Ordinal);
        Assert.Contains("runs         4, 4828 steps together", plan.Output, StringComparison.Ordinal);
        Assert.Contains("(also 4)", plan.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Everything_wrong_with_a_sweep_is_said_at_once_with_its_place()
    {
        using var folder = new WorkFolder();
        var file = MarsDiskProgram.DataFile("wrong.yml");

        var refused = await MarsDiskProgram.RunAsync(folder, "sweep", "run", file);

        Assert.Equal(2, refused.ExitCode);
        Assert.Empty(refused.Output);
        foreach (var place in (string[])["1:8  TYPE", "2:7  REF", "3:1  KEY001", "5:12  KEY001", "6:32  RANGE", "8:7  RULE", "10:12  KEY001"])
            Assert.Contains($"{file}:{place}", refused.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Finding_in_a_point_names_the_line_of_the_sweep_file()
    {
        using var folder = new WorkFolder();
        await File.WriteAllTextAsync(folder["point.yml"], $"sweep: point\nbase: {MarsDiskProgram.SmallConfiguration}\nvary:\n  - key: dynamics.e0\n    values: [0.5, -3]\n");

        var refused = await MarsDiskProgram.RunAsync(folder, "sweep", "run", "point.yml");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("point.yml:5:1  RANGE", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finished_sweep_is_not_begun_again_and_its_table_is_rebuilt_with_the_same_bytes()
    {
        using var folder = new WorkFolder();
        var first = await MarsDiskProgram.RunAsync(folder, "sweep", "run", Few, "-o", "few");
        Assert.True(first.ExitCode == 0, first.ToString());
        var sweep = new SweepFolder(folder["few"]);
        var (table, text) = (sweep.Table, sweep.TableText);

        File.Delete(folder["few/table.csv"]);
        var second = await MarsDiskProgram.RunAsync(folder, "sweep", "run", Few, "-o", "few");
        var collected = await MarsDiskProgram.RunAsync(folder, "sweep", "collect", "few");

        Assert.Equal("few\n", first.Output);
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(0, collected.ExitCode);
        Assert.Equal(table, sweep.Table);
        Assert.Equal(text, sweep.TableText);
        Assert.Equal(5, sweep.TableLines.Count);
        Assert.All(sweep.Runs, run => Assert.Single(run.Ledger().Attempts));
    }

    [Fact]
    public async Task A_changed_sweep_keeps_the_runs_whose_content_is_the_same()
    {
        using var folder = new WorkFolder();
        Write(folder, "radiation.TM_K, values: [4000, 3000]");
        var first = await MarsDiskProgram.RunAsync(folder, "sweep", "run", "s.yml", "-o", "out");
        var before = new SweepFolder(folder["out"]).Runs;

        Write(folder, "radiation.TM_K, values: [5000, 4000, 3000]");
        var second = await MarsDiskProgram.RunAsync(folder, "sweep", "run", "s.yml", "-o", "out");
        var after = new SweepFolder(folder["out"]);

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(before.Select(run => run.Path), after.Runs.Skip(1).Select(run => run.Path), StringComparer.Ordinal);
        Assert.All(after.Runs, run => Assert.Single(run.Ledger().Attempts));
        Assert.Equal(4, after.TableLines.Count);
    }

    [Fact]
    public async Task A_failed_run_fails_alone_and_is_taken_up_again_when_asked()
    {
        using var folder = new WorkFolder();
        var planned = await MarsDiskProgram.RunAsync(folder, "sweep", "plan", Few, "-o", "few");
        Assert.True(planned.ExitCode == 0, planned.ToString());
        var sweep = new SweepFolder(folder["few"]);
        var chosen = sweep.Runs[2];
        await FailAsync(folder, sweep);

        var run = await MarsDiskProgram.RunAsync(folder, "sweep", "run", "few", "--json");
        var status = await MarsDiskProgram.RunAsync(folder, "sweep", "status", "few", "--failed");
        var retried = await MarsDiskProgram.RunAsync(folder, "sweep", "retry", "few");

        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal(8, run.ExitCode);
        Assert.Equal(3, document.RootElement.GetProperty("runs").GetProperty("completed").GetInt32());
        Assert.Equal("it broke", Assert.Single(document.RootElement.GetProperty("failed").EnumerateArray()).GetProperty("reason").GetString());
        Assert.Equal(8, status.ExitCode);
        Assert.Contains("exit 1 at step 17: it broke", status.Output, StringComparison.Ordinal);
        Assert.True(retried.ExitCode == 0, retried.ToString());
        Assert.Equal(2, chosen.Ledger().Attempts.Count);
        Assert.All(sweep.Runs, each => each.AssertTidy());
    }

    [Fact]
    public async Task A_run_directory_with_foreign_files_is_left_alone_and_named()
    {
        using var folder = new WorkFolder();
        await MarsDiskProgram.RunAsync(folder, "sweep", "plan", Few, "-o", "few");
        var sweep = new SweepFolder(folder["few"]);
        Directory.CreateDirectory(sweep.Runs[0].Path);
        await File.WriteAllTextAsync(sweep.Runs[0].FileOf("notes.txt"), "mine");

        var run = await MarsDiskProgram.RunAsync(folder, "sweep", "run", "few");

        Assert.Equal(8, run.ExitCode);
        Assert.Contains("holds no run", run.Errors, StringComparison.Ordinal);
        Assert.Equal(["notes.txt"], Directory.EnumerateFileSystemEntries(sweep.Runs[0].Path).Select(Path.GetFileName), StringComparer.Ordinal);
        Assert.Contains(",failed,", sweep.TableLines[1], StringComparison.Ordinal);
    }

    private static void Write(WorkFolder folder, string axis) =>
        File.WriteAllText(folder["s.yml"], $"sweep: s\nbase: {MarsDiskProgram.SmallConfiguration}\nvary:\n  - {{ key: {axis} }}\n");

    // A journal as a process leaves it whose run broke before its first commit.
    private static async Task FailAsync(WorkFolder folder, SweepFolder sweep)
    {
        using (var killed = MarsDiskProgram.Start(folder.Path, ["sweep", "run", "few", "--shard", "2/6", "--slots", "1"], ("MARSDISK_CRASH_AT", "while-writing")))
            await killed.EndAsync();
        var contents = JournalFile.Read(sweep.Runs[2].JournalPath);
        var started = contents.ToLedger().Started!;
        using var journal = JournalFile.OpenOwned(sweep.Runs[2].JournalPath, started.Fingerprint);
        journal.Append(new RunFailed("it broke", 1, 17, 0));
    }
}
