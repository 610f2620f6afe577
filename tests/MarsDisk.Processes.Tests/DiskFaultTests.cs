using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests;

/// <summary>A disk that refuses costs time, one message and no file.</summary>
public sealed class DiskFaultTests(UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>
{
    private const string FailPoints = "MARSDISK_FAILPOINTS";

    [Theory]
    [InlineData("disk-full:series:1")]
    [InlineData("disk-full:series:20")]
    [InlineData("disk-full:state:3")]
    [InlineData("sync-error:series:6")]
    [InlineData("rename-error:series:3")]
    [InlineData("disk-full:journal:6")]
    [InlineData("sync-error:journal:6")]
    public async Task A_run_goes_on_after_one_failure(string fault)
    {
        using var folder = new WorkFolder();

        var ended = await MarsDiskProgram.RunWithAsync(folder, [(FailPoints, fault)], Command.Run("run"));

        Assert.True(ended.ExitCode == 0, ended.ToString());
        new RunFolder(folder["run"]).AssertEquals(undisturbed.Run);
    }

    [Fact]
    public async Task A_disk_that_stays_full_for_a_while_is_waited_for_with_one_message()
    {
        using var folder = new WorkFolder();
        var fault = string.Join(',', Enumerable.Range(40, 4).Select(write => $"disk-full:series:{write}"));

        var ended = await MarsDiskProgram.RunWithAsync(folder, [(FailPoints, fault)], Command.Run("run"));

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Single(ended.ErrorLines, line => line.Contains("waiting:", StringComparison.Ordinal));
        new RunFolder(folder["run"]).AssertEquals(undisturbed.Run);
    }

    [Fact]
    public async Task A_directory_below_a_file_is_refused_with_one_message()
    {
        using var folder = new WorkFolder();
        File.WriteAllText(folder["file"], "");

        var ended = await MarsDiskProgram.RunAsync(folder, "run", MarsDiskProgram.SmallConfiguration, "-o", "file/run", "--progress", "off");

        Assert.Equal(3, ended.ExitCode);
        Assert.Single(ended.ErrorLines);
        Assert.Contains("file/run", ended.Errors, StringComparison.Ordinal);
        Assert.Empty(ended.Output);
    }

    [Theory]
    [InlineData("disk-full:*:1+")]
    [InlineData("disk-full:checks:1")]
    public async Task A_disk_that_is_full_when_a_document_is_written_ends_the_process_with_one_message(string fault)
    {
        using var folder = new WorkFolder();
        string[] command = ["run", MarsDiskProgram.SmallConfiguration, "-o", "run", "--progress", "off"];

        var stopped = await MarsDiskProgram.RunWithAsync(folder, [(FailPoints, fault)], command);
        var ended = await MarsDiskProgram.RunAsync(folder, command);

        Assert.Equal(3, stopped.ExitCode);
        Assert.Single(stopped.ErrorLines, line => line.Contains("No space left", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", stopped.Errors, StringComparison.Ordinal);
        Assert.True(ended.ExitCode == 0, ended.ToString());
        new RunFolder(folder["run"]).AssertEquals(undisturbed.Run);
    }
}
