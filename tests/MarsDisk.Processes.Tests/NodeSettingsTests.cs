using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests;

/// <summary>Settings of the process: they are checked before anything else, and change no byte.</summary>
public sealed class NodeSettingsTests
{
    [Fact]
    public async Task The_settings_of_a_node_are_shown_with_their_origins()
    {
        using var folder = new WorkFolder();
        File.WriteAllText(folder["node.conf"], "marsdisk {\n  pipeline.buffers = 3\n}\n");

        var shown = await MarsDiskProgram.RunWithAsync(
            folder, [("MARSDISK__NODE__SLOTS", "2")], "config", "show", "node.conf", "--origins", "--set", "node.name=deimos");

        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("marsdisk.pipeline.buffers = 3\tnode.conf:2\n", shown.Output, StringComparison.Ordinal);
        Assert.Contains("marsdisk.node.slots = 2\tMARSDISK__NODE__SLOTS=2\n", shown.Output, StringComparison.Ordinal);
        Assert.Contains("marsdisk.node.name = deimos\t--set node.name=deimos\n", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_setting_stops_a_run_before_it_touches_anything()
    {
        using var folder = new WorkFolder();
        File.WriteAllText(folder["node.conf"], "marsdisk.pipeline.back-off.max = 5\nmarsdisk.pipeline.bufers = 3\n");

        var refused = await MarsDiskProgram.RunAsync(folder, Command.Run("run", "--node-config", "node.conf"));

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("node.conf:1:34  TYPE  error  marsdisk.pipeline.back-off.max must be a duration with a unit", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("Did you mean marsdisk.pipeline.buffers?", refused.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["run"]));
    }
}
