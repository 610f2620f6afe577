using MarsDisk.Hosting.Running;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;

namespace MarsDisk.Hosting.Tests;

public sealed class RunTargetTests
{
    [Fact]
    public void A_missing_directory_is_a_start()
    {
        using var folder = new TemporaryFolder();

        Assert.IsType<RunTarget.Start>(RunTargets.Choose(SmallRun.Prepare(), folder["new"], reopenFailed: false));
    }

    [Fact]
    public void A_directory_with_a_foreign_file_is_refused_and_left_alone()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["note.txt"], "mine");

        var refused = Assert.IsType<RunTarget.Refused>(RunTargets.Choose(SmallRun.Prepare(), folder.Path, reopenFailed: false));

        Assert.Equal(ExitCodes.Usage, refused.ExitCode);
        Assert.Equal([folder["note.txt"]], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_directory_that_is_held_is_refused_with_code_3()
    {
        using var folder = new TemporaryFolder();
        var prepared = SmallRun.Prepare();
        using var lease = new FileLeases(id => new RunDirectory(folder["run"], id)).TryTake(prepared.Identity.Run);

        var refused = Assert.IsType<RunTarget.Refused>(RunTargets.Choose(prepared, folder["run"], reopenFailed: false));

        Assert.Equal(ExitCodes.Unusable, refused.ExitCode);
    }

    [Fact]
    public void New_takes_the_first_name_that_does_not_exist()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["run"]);
        Directory.CreateDirectory(folder["run-2"]);

        Assert.Equal(folder["run-3"], RunTargets.FirstFree(folder["run"]));
    }

    [Fact]
    public void Replace_moves_the_old_directory_aside_and_deletes_nothing()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["run"]);
        File.WriteAllText(folder["run/x"], "1");

        var aside = RunTargets.MoveAside(folder["run"]);

        Assert.Equal(folder["run.old-1"], aside);
        Assert.Equal("1", File.ReadAllText(folder["run.old-1/x"]));
    }
}
