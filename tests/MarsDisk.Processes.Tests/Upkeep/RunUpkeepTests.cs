using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Upkeep;

/// <summary>What a person does with a run that lies in a directory (experience.md §2.6, items 28 and 30).</summary>
public sealed class RunUpkeepTests(UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>
{
    private static readonly string[] Derived = ["summary.json", "run_card.md", "orbit_rollup.csv", "manifest.json", "checks/mass_budget.csv"];

    [Fact]
    public async Task A_run_that_nobody_touched_is_verified_to_the_last_page()
    {
        using var folder = new WorkFolder();
        var run = Copy(folder);

        var end = await MarsDiskProgram.RunAsync(folder, "runs", "verify", run.Path, "--deep", "--json");

        using var answer = JsonDocument.Parse(end.Output);
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Empty(answer.RootElement.GetProperty("differences").EnumerateArray());
        Assert.True(answer.RootElement.GetProperty("derived_files").GetInt32() >= Derived.Length);
    }

    [Fact]
    public async Task A_changed_byte_of_a_table_is_named_with_its_file()
    {
        using var folder = new WorkFolder();
        var run = Copy(folder);
        var name = run.Ledger().TableFiles().First().Name;
        var bytes = await File.ReadAllBytesAsync(run.FileOf(name));
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(run.FileOf(name), bytes);

        var end = await MarsDiskProgram.RunAsync(folder, "runs", "verify", run.Path);

        Assert.Equal(6, end.ExitCode);
        Assert.Contains(name, end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finalize_makes_deleted_files_again_with_their_bytes_and_twice_the_same()
    {
        using var folder = new WorkFolder();
        var run = Copy(folder);
        var before = Files(run);
        foreach (var name in Derived)
            File.Delete(run.FileOf(name));

        var missing = await MarsDiskProgram.RunAsync(folder, "runs", "finalize", run.Path, "--check");
        var first = await MarsDiskProgram.RunAsync(folder, "runs", "finalize", run.Path);
        var again = await MarsDiskProgram.RunAsync(folder, "runs", "finalize", run.Path);
        var check = await MarsDiskProgram.RunAsync(folder, "runs", "finalize", run.Path, "--check");

        Assert.Equal(6, missing.ExitCode);
        Assert.Contains("run_card.md is missing", missing.Errors, StringComparison.Ordinal);
        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Equal(0, again.ExitCode);
        Assert.Equal(0, check.ExitCode);
        Assert.Equal(before, Files(run));
    }

    [Fact]
    public async Task Prune_asks_and_what_it_deletes_finalize_makes_again()
    {
        using var folder = new WorkFolder();
        var run = Copy(folder);
        var before = Files(run);

        var asked = await MarsDiskProgram.RunAsync(folder, "runs", "prune", run.Path, "--keep", "summary");
        var untouched = Files(run);
        var pruned = await MarsDiskProgram.RunAsync(folder, "runs", "prune", run.Path, "--keep", "summary", "--yes");
        var left = Files(run);
        var shown = await MarsDiskProgram.RunAsync(folder, "runs", "show", run.Path);
        var restored = await MarsDiskProgram.RunAsync(folder, "runs", "finalize", run.Path);

        Assert.Equal(2, asked.ExitCode);
        Assert.Contains("add --yes", asked.Errors, StringComparison.Ordinal);
        Assert.Equal(before, untouched);
        Assert.Equal(0, pruned.ExitCode);
        Assert.Equal(["checks/mass_budget.csv", "orbit_rollup.csv", "run_card.md"], before.Keys.Except(left.Keys, StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Contains("completed", shown.Output, StringComparison.Ordinal);
        Assert.Equal(0, restored.ExitCode);
        Assert.Equal(before, Files(run));
    }

    [Fact]
    public async Task Two_runs_are_equal_by_bits_or_differ_first_at_a_row_of_a_column()
    {
        using var folder = new WorkFolder();
        var run = Copy(folder);
        var warmer = await MarsDiskProgram.RunAsync(folder, "run", MarsDiskProgram.SmallConfiguration, "-o", folder["warmer"], "-s", "radiation.TM_K=4001");
        Assert.True(warmer.ExitCode == 0, warmer.ToString());

        var same = await MarsDiskProgram.RunAsync(folder, "runs", "compare", run.Path, undisturbed.Run.Path, "--exact");
        var other = await MarsDiskProgram.RunAsync(folder, "runs", "compare", run.Path, folder["warmer"], "--columns", "T_M_used,time", "--json");
        var near = await MarsDiskProgram.RunAsync(folder, "runs", "compare", run.Path, folder["warmer"], "--columns", "T_M_used", "--rtol", "0.01");
        var unknown = await MarsDiskProgram.RunAsync(folder, "runs", "compare", run.Path, folder["warmer"], "--columns", "T_moon");

        Assert.True(same.ExitCode == 0, same.ToString());
        Assert.Equal(6, other.ExitCode);
        using var answer = JsonDocument.Parse(other.Output);
        var difference = answer.RootElement.GetProperty("differences")[0];
        Assert.Equal("T_M_used", difference.GetProperty("column").GetString());
        Assert.Equal(0, difference.GetProperty("first_row").GetInt64());
        Assert.InRange(difference.GetProperty("largest_absolute").GetDouble(), 0.999999, 1.000001);
        Assert.Equal(0, near.ExitCode);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("neither run has a column T_moon", unknown.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_one_run_alone_has_is_named_whichever_run_comes_first()
    {
        using var folder = new WorkFolder();
        var run = Copy(folder);
        var wider = await MarsDiskProgram.RunAsync(folder, "run", MarsDiskProgram.SmallConfiguration, "-o", folder["wider"], "-s", "sizes.evolve_min_size=true");
        Assert.True(wider.ExitCode == 0, wider.ToString());

        var left = await MarsDiskProgram.RunAsync(folder, "runs", "compare", folder["wider"], run.Path);
        var right = await MarsDiskProgram.RunAsync(folder, "runs", "compare", run.Path, folder["wider"]);

        foreach (var compared in (ProgramEnd[])[left, right])
        {
            Assert.Equal(6, compared.ExitCode);
            Assert.Contains($"only {folder["wider"]} has the column run.s_min_evolved.", compared.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_export_holds_every_committed_file_and_leaves_the_run_as_it_was()
    {
        using var folder = new WorkFolder();
        var run = Copy(folder);
        var before = run.AllFiles();
        foreach (var form in (string[])["zip", "tar", "csv", "ro-crate"])
        {
            var end = await MarsDiskProgram.RunAsync(folder, "runs", "export", run.Path, "--to", form, "-o", folder[form], "--author", "A. Person");
            Assert.True(end.ExitCode == 0, end.ToString());
        }

        var inside = await MarsDiskProgram.RunAsync(folder, "runs", "export", run.Path, "--to", "zip", "-o", run.FileOf("copy.zip"));

        var committed = run.Ledger().TableFiles().Select(file => file.Name).ToList();
        await using var zip = await ZipFile.OpenReadAsync(folder["zip"]);
        var zipped = zip.Entries.ToDictionary(entry => entry.FullName[(entry.FullName.IndexOf('/', StringComparison.Ordinal) + 1)..], entry => entry.Length, StringComparer.Ordinal);
        Assert.All(committed, name => Assert.Equal(new FileInfo(run.FileOf(name)).Length, zipped[name]));
        Assert.Equal(zipped.Count, await EntriesAsync(folder["tar"]));
        Assert.Equal(1 + run.Ledger().EndStep, File.ReadLines(Path.Combine(folder["csv"], "run.csv")).LongCount());
        using var crate = JsonDocument.Parse(await File.ReadAllBytesAsync(folder["ro-crate"]));
        var graph = crate.RootElement.GetProperty("@graph").EnumerateArray().ToList();
        Assert.Contains(graph, entity => entity.GetProperty("@type").GetString() == "CreateAction"
            && entity.GetProperty("actionStatus").GetProperty("@id").GetString() == "http://schema.org/CompletedActionStatus");
        Assert.Contains(graph, entity => entity.GetProperty("@type").GetString() == "Person");
        Assert.Equal(2, inside.ExitCode);
        Assert.Equal(before, run.AllFiles());
    }

    [Fact]
    public async Task A_folder_without_a_run_and_a_run_that_goes_on_are_refused_with_one_sentence()
    {
        using var folder = new WorkFolder();

        var nothing = await MarsDiskProgram.RunAsync(folder, "runs", "verify", folder.Path);
        using var begun = MarsDiskProgram.Start(folder.Path, ["run", MarsDiskProgram.SmallConfiguration, "-o", folder["begun"], "--progress", "lines"], ("MARSDISK_FAILPOINTS", "disk-full:series:30+"));
        await begun.SaysAsync("waiting: ");
        var verified = await MarsDiskProgram.RunAsync(folder, "runs", "verify", folder["begun"]);
        var finalized = await MarsDiskProgram.RunAsync(folder, "runs", "finalize", folder["begun"]);
        var pruned = await MarsDiskProgram.RunAsync(folder, "runs", "prune", folder["begun"], "--keep", "summary", "--yes");

        Assert.Equal(3, nothing.ExitCode);
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.Equal(2, finalized.ExitCode);
        Assert.Contains("has not come to its end", finalized.Errors, StringComparison.Ordinal);
        Assert.Equal(2, pruned.ExitCode);
    }

    private static async Task<int> EntriesAsync(string path)
    {
        await using var file = File.OpenRead(path);
        await using var tar = new TarReader(file);
        var count = 0;
        while (await tar.GetNextEntryAsync() is not null)
            count++;
        return count;
    }

    // The lease counts its owners; who looks at a run to change it is one.
    private static SortedDictionary<string, string> Files(RunFolder run)
    {
        var files = run.AllFiles();
        files.Remove("lease");
        return files;
    }

    private RunFolder Copy(WorkFolder folder)
    {
        var target = folder["copy"];
        foreach (var file in Directory.EnumerateFiles(undisturbed.Run.Path, "*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(target, Path.GetRelativePath(undisturbed.Run.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path);
        }

        foreach (var name in (string[])["tmp", "snapshots"])
            Directory.CreateDirectory(Path.Combine(target, name));
        return new RunFolder(target);
    }
}
