using System.Globalization;
using System.Text;

using MarsDisk.Actors.Messages;
using MarsDisk.Configuration;
using MarsDisk.Hosting.Daemon.Logging;
using MarsDisk.Hosting.Daemon.Reloading;
using MarsDisk.Hosting.Daemon.Runs;
using MarsDisk.Hosting.Running;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Plans;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace MarsDisk.Hosting.Daemon.Api;

/// <summary>Routes of runs (experience.md §5.3).</summary>
internal sealed class RunRoutes(DaemonNode node, Readiness readiness, LiveSettings settings, ILogger log, CancellationToken leaving)
{
    private const int PageMax = 1000;

    private int _watchers;

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/runs", ListAsync);
        routes.MapPost("/api/v1/runs", SubmitAsync);
        routes.MapGet("/api/v1/runs/{id}", context => WithRunAsync(context, run => Answers.JsonAsync(context, StatusCodes.Status200OK, RunJson.Members(run))));
        routes.MapGet("/api/v1/runs/{id}/events", context => WithRunAsync(context, run => WatchAsync(context, run)));
        routes.MapPost("/api/v1/runs/{id}/pause", context => ControlAsync(context, "pause", run => new PauseRun(run)));
        routes.MapPost("/api/v1/runs/{id}/continue", context => ControlAsync(context, "continue", run => new ContinueRun(run)));
        routes.MapPost("/api/v1/runs/{id}/stop", context => ControlAsync(context, "stop", run => new StopRun(run, Query(context, "why") ?? "stopped by a person")));
        routes.MapPost("/api/v1/runs/{id}/snapshot", context => ControlAsync(context, "snapshot", run => new SnapshotRun(run, Query(context, "label"))));
    }

    private static string? Query(HttpContext context, string name) => context.Request.Query[name] is { Count: > 0 } values ? values[0] : null;

    private Task ListAsync(HttpContext context)
    {
        var (state, name, after) = (Query(context, "state"), Query(context, "name"), Query(context, "after"));
        var limit = int.TryParse(Query(context, "limit"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? Math.Clamp(given, 1, PageMax) : PageMax;
        var found = node.Board.All
            .Where(run => state is null || RunJson.WordOf(run.Record.State) == state)
            .Where(run => name is null || run.Record.Name == name)
            .Where(run => after is null || string.CompareOrdinal(run.Record.Run.Value, after) > 0)
            .Take(limit + 1).ToList();
        return Answers.JsonAsync(context, StatusCodes.Status200OK, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["schema"] = "marsdisk.runs",
            ["schema_version"] = 1,
            ["runs"] = found.Take(limit).Select(RunJson.Members).ToArray(),
            ["next"] = found.Count > limit ? found[limit - 1].Record.Run.Value : null,
        });
    }

    private async Task SubmitAsync(HttpContext context)
    {
        if (readiness.Reasons is { Count: > 0 } reasons)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, reasons[0], $"the daemon takes no run now: {string.Join(", ", reasons)}.", ExitCodes.TryAgain);
            return;
        }

        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        var source = SourceOf(context.Request.Query, text);
        var options = new PlanOptions { EnforcesMassBudget = Query(context, "enforce_mass_budget") == "true", ConfigurationPath = source.Path, PhysicsModeSource = "config" };
        await AnswerAsync(context, await node.Submissions.SubmitAsync(source, options));
    }

    private static ConfigurationSource SourceOf(IQueryCollection query, string text)
    {
        var tags = query["tag"].OfType<string>().Select(entry => entry.Split('=', 2)).Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        return new ConfigurationSource(
            (string?)query["source"] ?? "request", text, [.. query["set"].OfType<string>().Select(entry => new OverrideText(entry))],
            query["name"] is { Count: > 0 } name ? name[0] : null, tags)
        {
            BaseDirectory = query["tables_from"] is { Count: > 0 } folder ? folder[0] : null,
        };
    }

    private Task AnswerAsync(HttpContext context, SubmissionResult result)
    {
        switch (result)
        {
            case SubmissionResult.Accepted accepted:
                return AcceptedAsync(context, accepted);
            case SubmissionResult.Invalid invalid:
                return Answers.ProblemAsync(context, StatusCodes.Status422UnprocessableEntity, "invalid-configuration", "the configuration cannot be run.", invalid.ExitCode, invalid.Findings);
            case SubmissionResult.Refused { Reason: SubmissionRefusal.QueueFull }:
                return Answers.ProblemAsync(context, StatusCodes.Status429TooManyRequests, "queue-full", "as many runs wait as may; try again when some have ended.", ExitCodes.TryAgain);
            case SubmissionResult.Refused { Reason: SubmissionRefusal.TooLarge }:
                return Answers.ProblemAsync(context, StatusCodes.Status422UnprocessableEntity, "too-large", "the buffers of the run are larger than what all runs of this node may take together; a smaller io.streaming.step_flush_interval, or a larger node.memory-limit.", ExitCodes.Usage);
            case SubmissionResult.Refused:
                return Answers.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "draining", "the daemon is about to leave; try again when it is back.", ExitCodes.TryAgain);
            case SubmissionResult.Unusable unusable:
                return Answers.ProblemAsync(context, StatusCodes.Status409Conflict, "unusable", unusable.Reason, unusable.ExitCode);
            default:
                throw new InvalidOperationException($"A submission came to {result}.");
        }
    }

    private Task AcceptedAsync(HttpContext context, SubmissionResult.Accepted accepted)
    {
        var record = accepted.Run.Record;
        if (accepted.IsNew)
            DaemonEvents.RunAccepted.Write(log, record.Run.Value, record.Name ?? "no name", record.Steps);
        DaemonEvents.Audit.Write(log, "submit", record.Run.Value, accepted.IsNew ? "accepted" : "known");
        context.Response.Headers.Location = $"/api/v1/runs/{record.Run.Value}";
        var members = RunJson.Members(accepted.Run);
        members["is_new"] = accepted.IsNew;
        members["findings"] = accepted.Findings.Distinct().Select(Answers.Of).ToArray();
        return Answers.JsonAsync(context, accepted.IsNew ? StatusCodes.Status202Accepted : StatusCodes.Status200OK, members);
    }

    private async Task ControlAsync(HttpContext context, string action, Func<RunId, object> request) => await WithRunAsync(context, async run =>
    {
        var id = run.Record.Run;
        var isActive = await node.ControlAsync(request(id), id);
        var now = node.Board.Live(id)?.Snapshot() ?? node.Board.Find(id.Value) ?? run;
        DaemonEvents.Audit.Write(log, action, id.Value, isActive ? "passed on" : "refused");
        if (!isActive)
            await Answers.ProblemAsync(context, StatusCodes.Status409Conflict, "not-active", $"run {id} is {RunJson.WordOf(now.Record.State)}; only an active run can {action}.", ExitCodes.Usage);
        else
            await Answers.JsonAsync(context, StatusCodes.Status202Accepted, RunJson.Members(now));
    });

    private async Task WatchAsync(HttpContext context, RunSnapshot run)
    {
        if (settings.Now.Control.Watchers is var most && Interlocked.Increment(ref _watchers) > most)
        {
            Interlocked.Decrement(ref _watchers);
            await Answers.ProblemAsync(context, StatusCodes.Status429TooManyRequests, "too-many-watchers", $"{most} watch already.", ExitCodes.TryAgain);
            return;
        }

        try
        {
            var id = run.Record.Run;
            var feed = node.Board.Live(id)?.Feed ?? Ended(run);
            await EventStream.WriteAsync(context, feed, () => RunJson.Line(node.Board.Find(id.Value) ?? run), leaving);
        }
        finally
        {
            Interlocked.Decrement(ref _watchers);
        }
    }

    private static WatcherFeed Ended(RunSnapshot run)
    {
        var feed = new WatcherFeed();
        feed.Add("run.state", RunJson.Line(run), isLast: true);
        return feed;
    }

    private Task WithRunAsync(HttpContext context, Func<RunSnapshot, Task> answer)
    {
        var id = (string?)context.Request.RouteValues["id"] ?? "";
        return node.Board.Find(id) is { } run
            ? answer(run)
            : Answers.ProblemAsync(context, StatusCodes.Status404NotFound, "unknown-run", $"there is no run {id}, or more than one begins like it; see: marsdisk runs list", ExitCodes.Usage);
    }
}
