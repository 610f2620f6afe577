using System.Net;
using MarsDisk.Snapshots.Testing.Faults;
using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.Tests.Transfer;

public sealed class RequestRetryTests
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(20);

    private readonly HandClock _clock = new();

    [Theory]
    [InlineData(-3600)]                 // a date that has passed
    [InlineData(0)]
    public async Task A_pause_that_is_over_when_it_is_asked_for_is_no_pause(int seconds)
    {
        var answered = await AnswerAsync(TimeSpan.FromSeconds(seconds));

        Assert.InRange(answered, PauseMin, PauseMin * 3);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(int.MaxValue)]
    public async Task A_longer_pause_that_is_asked_for_is_kept_as_far_as_a_timer_can(int seconds)
    {
        var answered = await AnswerAsync(TimeSpan.FromSeconds(seconds));

        Assert.Equal(Math.Min(seconds, int.MaxValue / 1000.0), answered.TotalSeconds);
    }

    /// <summary>A request that is answered 503 once; how long it waited before it was sent again.</summary>
    private async Task<TimeSpan> AnswerAsync(TimeSpan retryAfter)
    {
        var retry = new RequestRetry(attempts: 2, PauseMin, PauseMax, _clock);
        var sent = new List<long>();
        var answering = retry.RunAsync(
            SnapshotStage.Open, bytes: 0,
            (attempt, _) =>
            {
                sent.Add(_clock.GetTimestamp());
                return attempt == 1
                    ? throw BlobFailure.Of(SnapshotStage.Open, "Get", HttpStatusCode.ServiceUnavailable, serverCode: null, retryAfter)
                    : Task.FromResult(true);
            },
            CancellationToken.None);
        _clock.Advance(_clock.WaitForTimer());

        Assert.True(await answering);
        return TimeSpan.FromTicks(sent[1] - sent[0]);
    }
}
