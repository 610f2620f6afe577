using MarsDisk.Processes.Tests.Harness;
using Xunit.Abstractions;

namespace MarsDisk.Processes.Tests;

/// <summary>
/// A disk that is really full: a file system of a few megabytes where the process may mount one, else the failpoints of
/// the program. The output of the test says which.
/// </summary>
public sealed class FullDiskTests(UndisturbedRun undisturbed, ITestOutputHelper output) : IClassFixture<UndisturbedRun>
{
    // A run needs almost 5 MB; the ballast leaves 2, enough for its documents and some chunks.
    private const int DiskMegabytes = 8;
    private const int BallastBytes = 6 << 20;

    [Fact]
    public async Task A_run_on_a_full_disk_waits_with_one_message_and_goes_on_when_there_is_room()
    {
        using var folder = new WorkFolder();
        using var disk = await SmallDisk.TryMountAsync(folder["disk"], DiskMegabytes);
        output.WriteLine(disk is null ? "by failpoints: this process may not mount" : "on a file system of its own");

        var ended = disk is null ? await WithFailpointsAsync(folder) : await OnFullDiskAsync(folder);

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Single(ended.ErrorLines, line => line.StartsWith("waiting: ", StringComparison.Ordinal));
        new RunFolder(folder["disk/run"]).AssertEquals(undisturbed.Run);
    }

    [Fact]
    public async Task A_run_that_is_killed_on_a_full_disk_loses_nothing_that_was_committed()
    {
        using var folder = new WorkFolder();
        using var disk = await SmallDisk.TryMountAsync(folder["disk"], DiskMegabytes);
        output.WriteLine(disk is null ? "by failpoints: this process may not mount" : "on a file system of its own");
        Directory.CreateDirectory(folder["disk"]);
        if (disk is not null)
            File.WriteAllBytes(folder["disk/ballast"], new byte[BallastBytes]);
        var fault = disk is null ? ("MARSDISK_FAILPOINTS", "disk-full:series:20+") : ("MARSDISK_NOTHING", "");

        using (var run = MarsDiskProgram.Start(folder.Path, Command.Run("disk/run"), fault))
        {
            await run.SaysAsync("waiting: ");
            run.Kill();
            await run.EndAsync();
        }

        File.Delete(folder["disk/ballast"]);
        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("disk/run"));

        Assert.True(ended.ExitCode == 0, ended.ToString());
        new RunFolder(folder["disk/run"]).AssertEquals(undisturbed.Run);
    }

    private static async Task<ProgramEnd> OnFullDiskAsync(WorkFolder folder)
    {
        File.WriteAllBytes(folder["disk/ballast"], new byte[BallastBytes]);
        using var run = MarsDiskProgram.Start(folder.Path, Command.Run("disk/run"));
        await run.SaysAsync("waiting: ");
        File.Delete(folder["disk/ballast"]);
        return await run.EndAsync();
    }

    private static Task<ProgramEnd> WithFailpointsAsync(WorkFolder folder)
    {
        var fault = string.Join(',', Enumerable.Range(40, 4).Select(write => $"disk-full:series:{write}"));
        return MarsDiskProgram.RunWithAsync(folder, [("MARSDISK_FAILPOINTS", fault)], Command.Run("disk/run"));
    }
}
