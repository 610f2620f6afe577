using MarsDisk.Hosting.Daemon.Runs;

namespace MarsDisk.Hosting.Tests.Daemon;

public sealed class WatcherFeedTests
{
    private readonly WatcherFeed _feed = new();

    [Fact]
    public void Ids_grow_by_one_and_a_watcher_gets_what_came_after_its_last()
    {
        _feed.Add("run.state", "a");
        _feed.Add("run.chunk", "b");
        _feed.Add("run.chunk", "c");

        var page = _feed.Read(1);

        Assert.Equal([2L, 3], page.Events.Select(known => known.Id));
        Assert.True(page.IsComplete);
        Assert.Equal(3, page.LastId);
    }

    [Fact]
    public void Of_progress_only_the_newest_is_kept_in_its_place()
    {
        _feed.Add("run.state", "a");
        _feed.Add(WatcherFeed.Progress, "10 %");
        _feed.Add(WatcherFeed.Progress, "20 %");
        _feed.Add("run.chunk", "b");

        Assert.Equal(["a", "20 %", "b"], _feed.Read(0).Events.Select(known => known.Data), StringComparer.Ordinal);
    }

    [Fact]
    public void A_thousand_events_are_kept_and_one_who_missed_more_is_told()
    {
        for (var number = 1; number <= 1001; number++)
            _feed.Add("run.chunk", "x");

        Assert.Equal(1000, _feed.Read(1).Events.Count);
        Assert.True(_feed.Read(1).IsComplete);
        Assert.False(_feed.Read(0).IsComplete);
    }

    [Fact]
    public void An_id_of_another_process_is_noticed()
    {
        _feed.Add("run.state", "a");

        Assert.False(_feed.Read(17).IsComplete);
    }

    [Fact]
    public async Task A_watcher_is_woken_by_the_next_event_and_sees_the_last_one()
    {
        _feed.Add("run.state", "a");
        var news = _feed.Read(1).News;
        Assert.False(news.IsCompleted);

        _feed.Add("run.state", "z", isLast: true);
        await news;

        Assert.True(_feed.Read(1).IsClosed);
    }
}
