namespace MarsDisk.Snapshots.Tests.Configuration;

public class OptionsTests
{
    [Fact]
    public void Are_good_as_they_come() => Assert.Empty(new SnapshotIoOptions().Problems());

    [Trait("Snapshot", "143")]
    [Fact]
    public void Are_refused_with_one_message_that_lists_every_problem()
    {
        var options = new SnapshotIoOptions
        {
            FrameBytes = 1000,
            CommitDeadline = TimeSpan.FromHours(13),
            SweepMode = SweepMode.Delete,
            Temp = new SnapshotTempOptions { MaxConcurrentFiles = 0 },
        };

        var error = Assert.Throws<SnapshotOptionsException>(options.Validated);

        Assert.Equal(4, error.Problems.Count);
        foreach (var named in new[] { "frame-bytes", "commit-deadline", "prefix-owned", "max-concurrent-files" })
            Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }
}
