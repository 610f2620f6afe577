using MarsDisk.Journal.Faults;

namespace MarsDisk.Journal.Tests;

public class FaultTests
{
    [Fact]
    public void Is_due_at_the_nth_time_only()
    {
        CrashPoints.Arm("after-rename:3");

        var due = Enumerable.Range(1, 5).Where(_ => CrashPoints.IsDue(CrashPoints.AfterRename)).ToList();
        var other = CrashPoints.IsDue(CrashPoints.AfterAppend);
        CrashPoints.Arm(null);

        Assert.Single(due);
        Assert.False(other);
        Assert.False(CrashPoints.IsDue(CrashPoints.AfterRename));
    }

    [Theory]
    [InlineData("after-renam")]
    [InlineData("after-rename:0")]
    [InlineData("after-rename:x")]
    [InlineData("after-rename:")]
    public void Refuses_a_point_that_does_not_exist(string text) =>
        Assert.Throws<ArgumentException>(() => CrashPoints.Arm(text));

    [Fact]
    public void Fails_the_nth_write_to_a_folder_once_or_from_then_on()
    {
        var once = FailPoints.Parse("disk-full:series:2")!;
        var lasting = FailPoints.Parse("disk-full:*:2+")!;

        Assert.Equal([2], FailingWrites(once, "/run/series/a"));
        Assert.Empty(FailingWrites(FailPoints.Parse("disk-full:series:2")!, "/run/state/a"));
        Assert.Equal([2, 3, 4], FailingWrites(lasting, "/run/state/a"));
    }

    [Theory]
    [InlineData("disk-full:series")]
    [InlineData("disk-full:series:0")]
    [InlineData("fire:series:1")]
    public void Refuses_a_fault_of_another_form(string text) =>
        Assert.Throws<ArgumentException>(() => FailPoints.Parse(text));

    private static List<int> FailingWrites(FailPoints points, string path)
    {
        var failing = new List<int>();
        for (var n = 1; n <= 4; n++)
        {
            if (Record.Exception(() => points.Before(DiskOperation.Write, path)) is IOException { HResult: 28 })
                failing.Add(n);
        }
        return failing;
    }
}
