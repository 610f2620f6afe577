using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Serve;

/// <summary>A daemon reads its settings again (experience.md §5.7).</summary>
public sealed class ReloadTests
{
    [Fact]
    public async Task SIGHUP_changes_what_may_change_and_names_what_needs_a_restart()
    {
        using var folder = new DaemonFolder();
        var file = folder.Files["daemon.conf"];
        await File.WriteAllTextAsync(file, "marsdisk.log.level = warning");
        using var daemon = folder.Start(null, "--node-config", file);
        await Until.TrueAsync(() => File.Exists(folder.Socket), "the socket");

        await File.WriteAllTextAsync(file, "marsdisk { log.level = debug, node.slots = 1, pipeline.buffers = 5 }");
        await daemon.SignalAsync("HUP");
        await daemon.SaysAsync("after a restart: pipeline.buffers: 3 → 5");
        var run = await folder.SubmitAsync();
        await daemon.SaysAsync("\"level\":\"debug\"");
        var status = await folder.TellAsync("node", "status");
        var watched = await folder.TellAsync("runs", "watch", run.Id());

        Assert.Contains("0 of 1 slots", status.Output.Replace("1 of 1 slots", "0 of 1 slots", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(0, watched.ExitCode);
    }

    [Fact]
    public async Task A_wrong_file_changes_nothing_and_is_named_with_its_place()
    {
        using var folder = new DaemonFolder();
        var file = folder.Files["daemon.conf"];
        await File.WriteAllTextAsync(file, "marsdisk.node.slots = 2");
        using var daemon = await folder.StartAsync(null, "--node-config", file);

        await File.WriteAllTextAsync(file, "marsdisk {\n  node.slots = 1\n  log.level = loud\n}");
        var refused = await folder.TellAsync("node", "reload");
        await daemon.SaysAsync("settings were not changed");
        var status = await folder.TellAsync("node", "status");
        File.Delete(file);
        var absent = await folder.TellAsync("node", "reload");
        await File.WriteAllTextAsync(file, "marsdisk.node.slots = 1");
        var changed = await folder.TellAsync("node", "reload");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains($"{file}:3:", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("of 2 slots", status.Output, StringComparison.Ordinal);
        Assert.Equal(2, absent.ExitCode);
        Assert.Contains("cannot be read", absent.Errors, StringComparison.Ordinal);
        Assert.Equal(0, changed.ExitCode);
        Assert.Equal("changed: node.slots: 2 → 1", changed.Output.Trim());
    }
}
