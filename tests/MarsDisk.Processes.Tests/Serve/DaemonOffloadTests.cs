using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Serve;

/// <summary>A daemon keeps its runs at an offload target.</summary>
public sealed class DaemonOffloadTests
{
    [Fact]
    [Trait("Snapshot", "117")]
    public async Task A_store_that_is_away_at_the_start_gets_the_runs_when_it_is_there_and_the_daemon_says_how_it_stands()
    {
        using var folder = new DaemonFolder();
        var store = folder.Files["store"];
        await File.WriteAllTextAsync(store, "a file where the directory of the store should be");
        using var daemon = await folder.StartAsync(Offload.To(store));
        var run = await folder.SubmitAsync();
        await daemon.SaysAsync($"run {run.Id()} completed");
        var away = await folder.TellAsync("node", "status");

        File.Delete(store);
        await Until.TrueAsync(() => File.Exists(Path.Combine(store, Offload.HeadOf(run.Id(), "journal/run.journal", "marsdisk.run-file"))), "the journal at the target");
        var there = await folder.TellAsync("node", "status", "--json");
        await daemon.SignalAsync("TERM");
        var ended = await daemon.EndAsync();

        Assert.Contains("offload   file: degraded, ", away.Output, StringComparison.Ordinal);
        Assert.Contains("last error: ", away.Output, StringComparison.Ordinal);
        Assert.Contains("\"ready\":true", there.Output, StringComparison.Ordinal);
        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Empty(Directory.GetFiles(store, ".*.part", SearchOption.AllDirectories));
        var fetched = await MarsDiskProgram.RunWithAsync(folder.Files, Offload.To(store), "snapshots", "fetch", run.Id(), "--into", "back");
        Assert.True(fetched.ExitCode == 0, fetched.ToString());
        Assert.Equal(run.Ledger().EndStep, new RunFolder(folder.Files["back"]).Ledger().EndStep);
    }

    [Fact]
    [Trait("Snapshot", "123")]
    public async Task SIGTERM_while_a_run_is_offloaded_leaves_what_the_target_has_whole_and_SIGHUP_changes_options_meanwhile()
    {
        using var folder = new DaemonFolder();
        var store = folder.Files["store"];
        var file = folder.Files["daemon.conf"];
        await File.WriteAllTextAsync(file, "");
        using var daemon = await folder.StartAsync(Offload.To(store), "--node-config", file);
        var run = await folder.SubmitAsync();
        await Until.TrueAsync(() => Directory.Exists(store) && Directory.GetFiles(store, "*.mdsnap", SearchOption.AllDirectories).Length > 0, "an object");
        await File.WriteAllTextAsync(file, "marsdisk.snapshot-io { keep-last = 9, janitor-interval = 1 m, temp.max-total-bytes = 1 GiB }");
        await daemon.SignalAsync("HUP");
        await daemon.SaysAsync("changed: snapshot-io.janitor-interval: 15 m → 1 m, snapshot-io.keep-last: 2 → 9; after a restart: snapshot-io.temp.max-total-bytes: 8 GiB → 1 GiB");
        await daemon.SignalAsync("TERM");
        var ended = await daemon.EndAsync();

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Empty(Directory.GetFiles(store, ".*.part", SearchOption.AllDirectories));
        var verified = await MarsDiskProgram.RunWithAsync(folder.Files, Offload.To(store), "snapshots", "verify", run.Id());
        Assert.True(verified.ExitCode == 0, verified.ToString());
    }
}
