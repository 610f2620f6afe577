using System.Security.Cryptography;

using MarsDisk.Actors.Messages;
using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Records;
using MarsDisk.Hosting.Running;
using MarsDisk.Storage.Directories;

namespace MarsDisk.Hosting.Tests;

public sealed class RunSessionTests
{
    private sealed class Silence : IRunListener
    {
        public void Changed(RunStatus status) { }

        public void Flushed(ChunkFlushed chunk) { }
    }

    private static Task<RunOutcomeReport?> Run(PreparedRun prepared, string path, int batchSteps = 64) => RunSession.RunAsync(
        prepared, new RunDirectory(path, prepared.Identity.Run),
        new SessionSettings(WithBatches(batchSteps), ReopensFailed: false, Target: null, TimeProvider.System, _ => { }), new Silence(), CancellationToken.None);

    private static NodeConfiguration WithBatches(int steps) =>
        NodeConfiguration.Default with { Pipeline = NodeConfiguration.Default.Pipeline with { BatchSteps = steps } };

    private static Dictionary<string, string> Hashes(string folder) => Directory.GetFiles(folder)
        .ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))), StringComparer.Ordinal);

    [Fact]
    public async Task A_run_leaves_chunks_summary_and_documents()
    {
        using var folder = new TemporaryFolder();
        var prepared = SmallRun.Prepare();

        var outcome = await Run(prepared, folder["run"]);

        var completed = Assert.IsType<RunOutcomeReport.Completed>(outcome);
        Assert.Equal(prepared.Plan.Time.Steps, completed.ComputedSteps);
        foreach (var name in (string[])["summary.json", "manifest.json", "run.json", "run_config.json", "orbit_rollup.csv", "checks/mass_budget.csv", "config/resolved.yml"])
            Assert.True(File.Exists(folder[$"run/{name}"]), name);
        Assert.Empty(Directory.GetFiles(folder["run/tmp"]));
    }

    [Fact]
    public async Task A_finished_run_computes_nothing_and_makes_up_what_was_deleted()
    {
        using var folder = new TemporaryFolder();
        var prepared = SmallRun.Prepare();
        await Run(prepared, folder["run"]);
        var summary = await File.ReadAllBytesAsync(folder["run/summary.json"]);
        File.Delete(folder["run/summary.json"]);

        var outcome = await Run(prepared, folder["run"]);

        Assert.Equal(0, Assert.IsType<RunOutcomeReport.Completed>(outcome).ComputedSteps);
        Assert.Equal(summary, await File.ReadAllBytesAsync(folder["run/summary.json"]));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(7, 3)]
    [InlineData(1000, 5)]
    public async Task The_settings_of_the_node_change_no_byte(int batchSteps, int buffers)
    {
        using var folder = new TemporaryFolder();
        await Run(SmallRun.Prepare(), folder["a"]);
        var prepared = SmallRun.Prepare();
        prepared.BuffersWhileStreaming = buffers;

        await Run(prepared, folder["b"], batchSteps);

        Assert.Equal(Hashes(folder["a/series"]), Hashes(folder["b/series"]));
        Assert.Equal(Hashes(folder["a/state"]), Hashes(folder["b/state"]));
    }

    [Fact]
    public async Task Merged_tables_replace_their_chunks()
    {
        using var folder = new TemporaryFolder();
        var prepared = SmallRun.Prepare("io.streaming.merge_at_end=true");

        await Run(prepared, folder["run"]);

        Assert.Equal(
            ["diagnostics.parquet", "mass_budget.parquet", "psd_hist.parquet", "run.parquet"],
            Directory.GetFiles(folder["run/series"]).Select(Path.GetFileName).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        using var table = RunTables.Open(folder["run"], "run");
        Assert.Equal(prepared.Plan.Time.Steps, table.Rows);
    }

    [Fact]
    public async Task A_run_that_ends_before_its_first_row_has_empty_tables()
    {
        using var folder = new TemporaryFolder();
        var prepared = SmallRun.Prepare("numerics.stop_on_blowout_below_smin=true", "sizes.s_min=2e-5");

        var outcome = await Run(prepared, folder["run"]);

        Assert.IsType<RunOutcomeReport.Completed>(outcome);
        using var table = RunTables.Open(folder["run"], "run");
        Assert.Equal(0, table.Rows);
        Assert.Equal(168, table.Schema.Columns.Count);
    }

    [Fact]
    public async Task The_resolved_configuration_alone_reproduces_the_run()
    {
        using var folder = new TemporaryFolder();
        var prepared = SmallRun.Prepare("psd.alpha=3.4");
        await Run(prepared, folder["run"]);

        var again = SmallRun.PrepareText(await File.ReadAllTextAsync(folder["run/config/resolved.yml"]));

        Assert.Equal(prepared.Identity.PlanHash, again.Identity.PlanHash);
    }
}
