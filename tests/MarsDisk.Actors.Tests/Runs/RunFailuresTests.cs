using MarsDisk.Actors.Runs;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Tests.Runs;

public sealed class RunFailuresTests
{
    private static readonly PublishError Full = new(PublishErrorKind.DiskFull, "full");
    private static readonly PublishError Behind = new(PublishErrorKind.Other, "behind a refused chunk");

    private static readonly RetryPolicy Policy = new(FailuresMax: 3, TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(30));

    private readonly RunFailures _failures = new(Policy);

    [Fact]
    public void The_third_failure_at_the_same_commit_is_one_too_many()
    {
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.False(_failures.AreTooMany);
            _failures.Note(Behind);
            _failures.Count(committedSteps: 4);
        }

        Assert.True(_failures.AreTooMany);
        Assert.Equal(2, _failures.Restarts);
    }

    [Fact]
    public void A_commit_in_between_starts_the_count_again()
    {
        for (var attempt = 1; attempt <= 9; attempt++)
        {
            _failures.Note(Behind);
            _failures.Count(committedSteps: attempt);
        }

        Assert.False(_failures.AreTooMany);
    }

    [Fact]
    public void A_full_disk_never_is_one_too_many()
    {
        for (var attempt = 1; attempt <= 9; attempt++)
        {
            _failures.Note(Full);
            _failures.Count(committedSteps: 4);
        }

        Assert.False(_failures.AreTooMany);
        Assert.Equal("full", _failures.Waiting);
    }

    [Fact]
    public void What_follows_from_a_full_disk_does_not_hide_it()
    {
        _failures.Note(Full);
        _failures.Note(Behind);
        _failures.Count(committedSteps: 4);

        Assert.Equal("full", _failures.Waiting);
    }

    [Fact]
    public void The_back_off_doubles_from_200_milliseconds_to_30_seconds()
    {
        int[] failures = [1, 2, 3, 8, 9, 1000];

        Assert.Equal([0.2, 0.4, 0.8, 25.6, 30, 30], failures.Select(count => Policy.DelayAfter(count).TotalSeconds));
    }
}
