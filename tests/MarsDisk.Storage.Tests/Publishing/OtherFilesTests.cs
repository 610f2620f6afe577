using MarsDisk.Journal;
using MarsDisk.Journal.Faults;
using MarsDisk.Storage.Publishing;
using MarsDisk.Storage.State;

namespace MarsDisk.Storage.Tests.Publishing;

public class OtherFilesTests
{
    [Fact]
    public void Publishes_a_snapshot_that_reads_back()
    {
        using var run = new TestRun();
        using var lease = run.Begin();

        var taken = new SnapshotPublisher(run.Files, lease).Publish("warm", 500, TestRun.Text("body")).Snapshot!;

        Assert.Equal("snapshots/warm-000000500.bin", taken.File.Name);
        Assert.Equal("body", StateFiles.Read(run.Files, taken.File.Name, body => new StreamReader(body).ReadToEnd()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../warm")]
    [InlineData("a b")]
    public void Refuses_a_label_that_is_no_file_name(string label)
    {
        using var run = new TestRun();

        Assert.Throws<ArgumentException>(() => new SnapshotPublisher(run.Files, new FakeLease()).Publish(label, 1, TestRun.Text("")));
    }

    [Fact]
    public void Says_why_a_snapshot_was_not_published()
    {
        using var run = new TestRun(FailPoints.Parse("disk-full:snapshots:1"));
        using var lease = run.Begin();

        Assert.Equal(PublishErrorKind.DiskFull, new SnapshotPublisher(run.Files, lease).Publish("a", 1, TestRun.Text("x")).Error!.Kind);
        Assert.Equal(
            PublishErrorKind.LeaseLost,
            new SnapshotPublisher(run.Files, new FakeLease(0)).Publish("a", 1, TestRun.Text("x")).Error!.Kind);
        Assert.Empty(Directory.EnumerateFiles(run.Files.Snapshots));
    }

    [Fact]
    public void Replaces_a_derived_file_as_a_whole_or_not_at_all()
    {
        var faults = new NthCallFails(FailPoints.DiskFull);
        using var run = new TestRun(faults);
        using var lease = run.Begin();
        DerivedFile.Publish(run.Files, lease, "checks/mass_budget.csv", TestRun.Text("old"));

        faults.Restart(failing: 2);
        Assert.Throws<IOException>(() => DerivedFile.Publish(run.Files, lease, "checks/mass_budget.csv", TestRun.Text("new")));
        var afterFailure = File.ReadAllText(run.Files.PathOf("checks/mass_budget.csv"));
        DerivedFile.Publish(run.Files, lease, "checks/mass_budget.csv", TestRun.Text("new"));

        Assert.Equal("old", afterFailure);
        Assert.Equal("new", File.ReadAllText(run.Files.PathOf("checks/mass_budget.csv")));
    }

    [Fact]
    public void Publishes_nothing_without_the_lease()
    {
        using var run = new TestRun();

        Assert.Throws<LeaseLostException>(() => DerivedFile.Publish(run.Files, new FakeLease(0), "summary.json", TestRun.Text("")));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    public void Names_no_file_outside_the_run(string name)
    {
        using var run = new TestRun();

        Assert.Throws<ArgumentException>(() => run.Files.PathOf(name));
    }
}
