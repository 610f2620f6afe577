using System.Globalization;

using MarsDisk.Hosting.Daemon.Runs;

using Microsoft.AspNetCore.Http;

namespace MarsDisk.Hosting.Daemon.Api;

/// <summary>
/// Server-sent events of one run (experience.md §5.4): from <c>Last-Event-ID</c> on, or a whole picture first. The watcher
/// fetches, so a slow one loses progress and nothing else, and holds up nobody.
/// </summary>
internal static class EventStream
{
    private static readonly TimeSpan CommentEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan WriteWithin = TimeSpan.FromSeconds(30);

    /// <summary>Writes events until the run has ended, the watcher leaves or the daemon does.</summary>
    public static async Task WriteAsync(HttpContext context, WatcherFeed feed, Func<string> picture, CancellationToken leaving)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, leaving);
        try
        {
            await FollowAsync(context, feed, picture, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            if (leaving.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
                await SendAsync(context, "event: node\ndata: {\"state\":\"draining\"}\n\n", CancellationToken.None);
        }
    }

    private static async Task FollowAsync(HttpContext context, WatcherFeed feed, Func<string> picture, CancellationToken end)
    {
        var seen = Seen(context);
        while (true)
        {
            var page = feed.Read(seen ?? 0);
            if (seen is null || !page.IsComplete)
                await SendAsync(context, Text("reset", page.LastId, picture()), end);
            else
                await SendAsync(context, string.Concat(page.Events.Select(known => Text(known.Type, known.Id, known.Data))), end);
            seen = page.LastId;
            if (page.IsClosed)
                return;
            await NewsAsync(context, page.News, end);
        }
    }

    private static async Task NewsAsync(HttpContext context, Task news, CancellationToken end)
    {
        while (true)
        {
            try
            {
                await news.WaitAsync(CommentEvery, end);
                return;
            }
            catch (TimeoutException)
            {
                await SendAsync(context, ": alive\n\n", end);
            }
        }
    }

    private static async Task SendAsync(HttpContext context, string text, CancellationToken end)
    {
        if (text.Length == 0)
            return;
        using var slow = CancellationTokenSource.CreateLinkedTokenSource(end);
        slow.CancelAfter(WriteWithin);
        await context.Response.WriteAsync(text, slow.Token);
        await context.Response.Body.FlushAsync(slow.Token);
    }

    private static long? Seen(HttpContext context) =>
        long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static string Text(string type, long id, string data) =>
        string.Create(CultureInfo.InvariantCulture, $"id: {id}\nevent: {type}\ndata: {data}\n\n");
}
