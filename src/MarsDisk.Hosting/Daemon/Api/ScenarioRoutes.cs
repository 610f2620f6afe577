using System.Text.Json;

using MarsDisk.Hosting.Daemon.Logging;
using MarsDisk.Hosting.Daemon.Reloading;
using MarsDisk.Hosting.Daemon.Scenarios;
using MarsDisk.Hosting.Scenarios.Running;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace MarsDisk.Hosting.Daemon.Api;

/// <summary>Routes of scenarios (experience.md §5.3). A file is read by the daemon itself; a body as fast as it is consumed.</summary>
internal sealed class ScenarioRoutes(DaemonNode node, Readiness readiness, TimeProvider clock, LiveSettings settings, ILogger log, CancellationToken leaving)
{
    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/scenarios", ListAsync);
        routes.MapPost("/api/v1/scenarios", SubmitAsync);
        routes.MapGet("/api/v1/scenarios/{id}", context => WithScenarioAsync(context, scenario => WaitAsync(context, scenario)));
        routes.MapPost("/api/v1/scenarios/{id}/cancel", context => ControlAsync(context, "cancel", scenario => node.Scenarios.Cancel(scenario.Order.Id, "cancelled by a person")));
        routes.MapPost("/api/v1/scenarios/{id}/pause", context => ControlAsync(context, "pause", node.Scenarios.Pause));
        routes.MapPost("/api/v1/scenarios/{id}/continue", context => ControlAsync(context, "continue", node.Scenarios.Continue));
    }

    private async Task ListAsync(HttpContext context)
    {
        var scenarios = new List<object?>();
        foreach (var scenario in node.Scenarios.All)
            scenarios.Add(await MembersAsync(scenario));
        await Answers.JsonAsync(context, StatusCodes.Status200OK, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["schema"] = "marsdisk.scenarios",
            ["schema_version"] = 1,
            ["scenarios"] = scenarios,
        });
    }

    private async Task SubmitAsync(HttpContext context)
    {
        if (readiness.Reasons is { Count: > 0 } reasons)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, reasons[0], $"the daemon takes no scenario now: {string.Join(", ", reasons)}.", ExitCodes.TryAgain);
            return;
        }

        try
        {
            if (context.Request.Query["file"] is [{ Length: > 0 } file, ..])
                await OpenFileAsync(context, Path.GetFullPath(file));
            else
                await ReadBodyAsync(context);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && !context.RequestAborted.IsCancellationRequested)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status409Conflict, "unusable", error.Message, ExitCodes.Unusable);
        }
    }

    private async Task OpenFileAsync(HttpContext context, string path)
    {
        if (!File.Exists(path))
        {
            await Answers.ProblemAsync(context, StatusCodes.Status422UnprocessableEntity, "unreadable", $"{path} cannot be read.", ExitCodes.Unusable);
            return;
        }

        ScenarioCheck? check = null;
        var query = context.Request.Query;
        var root = query["root"] is [{ Length: > 0 } given, ..] ? given : Path.GetDirectoryName(path)!;
        var order = new ScenarioOrder(ScenarioDirectory.IdOf(path), path, root, ScenarioLanguages.IsJson(path), null, query["faults"] == "true");
        // What is under way was checked when it began.
        if (query["precheck"] != "false" && node.Scenarios.Find(order.Id) is not { State: ScenarioState.Running })
            check = await CheckAsync(order, query["name"] is [{ Length: > 0 } name, ..] ? name : path, context.RequestAborted);
        if (check is { IsRefused: true })
            await Answers.ProblemAsync(context, StatusCodes.Status422UnprocessableEntity, "invalid-scenario", "the scenario has mistakes; nothing was begun.", ExitCodes.Usage, check.Members());
        else
            await AnswerAsync(context, node.Scenarios.Open(order), check);
    }

    // A long file is read for seconds; neither the line of the scenarios nor this request's thread is held by it.
    private static Task<ScenarioCheck> CheckAsync(ScenarioOrder order, string name, CancellationToken aborted) => Task.Run(
        () => ScenarioCheck.Of(order.Path!, order.IsJson, DaemonScenarios.BinderOf(order) with { SourceName = name }), aborted);

    // The answer follows the last byte: until then the sender is held back by its own connection.
    private async Task ReadBodyAsync(HttpContext context)
    {
        if (settings.Now.Scenarios.Max is var most && node.Scenarios.Running(ScenarioOrder.Request) >= most)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status429TooManyRequests, "too-many-scenarios", $"{most} scenarios are sent already.", ExitCodes.TryAgain);
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        if (context.Features.Get<Microsoft.AspNetCore.Server.Kestrel.Core.Features.IHttpMinRequestBodyDataRateFeature>() is { } pace)
            pace.MinDataRate = null;
        var id = ScenarioOrder.NewId(ScenarioOrder.Request, clock.GetUtcNow());
        var query = context.Request.Query;
        var root = query["root"] is [{ Length: > 0 } given, ..] ? given : node.Places.Files;
        var order = new ScenarioOrder(id, null, root, query["ndjson"] == "true", ScenarioOrder.Request, query["faults"] == "true");
        var opened = node.Scenarios.Open(order);
        if (opened is { Scenario: { Sender: { } sender } scenario })
        {
            var body = new SentBody(context.Request.Body);
            sender.Attach(new SenderConnection(body, Socket: null, IsGreeted: true, default));
            await Task.WhenAny(body.Gone, scenario.Ended);
        }

        await AnswerAsync(context, opened);
    }

    private async Task AnswerAsync(HttpContext context, (LiveScenario Scenario, bool IsNew)? opened, ScenarioCheck? check = null)
    {
        if (opened is not { } known)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status409Conflict, "held", "another process runs this scenario.", ExitCodes.Unusable);
            return;
        }

        DaemonEvents.Audit.Write(log, "scenario", known.Scenario.Order.Id, known.IsNew ? "opened" : "known");
        context.Response.Headers.Location = $"/api/v1/scenarios/{known.Scenario.Order.Id}";
        await ShowAsync(context, known.Scenario, known.IsNew ? StatusCodes.Status202Accepted : StatusCodes.Status200OK, check);
    }

    private async Task WaitAsync(HttpContext context, LiveScenario scenario)
    {
        if (context.Request.Query["wait"] == "true")
            await EndAsync(context, scenario);
        await ShowAsync(context, scenario, StatusCodes.Status200OK);
    }

    // Whoever waits hears where the scenario stands when the daemon leaves.
    private async Task EndAsync(HttpContext context, LiveScenario scenario)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, leaving);
        try
        {
            await scenario.Ended.WaitAsync(end.Token);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            // The answer is the state so far.
        }
    }

    private Task ControlAsync(HttpContext context, string action, Action<LiveScenario> control) => WithScenarioAsync(context, async scenario =>
    {
        if (scenario.State != ScenarioState.Running)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status409Conflict, "not-active", $"scenario {scenario.Order.Id} is {WordOf(scenario.State)}; only a running one can {action}.", ExitCodes.Usage);
            return;
        }

        DaemonEvents.Audit.Write(log, action, scenario.Order.Id, "passed on");
        control(scenario);
        await ShowAsync(context, scenario, StatusCodes.Status202Accepted);
    });

    private async Task ShowAsync(HttpContext context, LiveScenario scenario, int status, ScenarioCheck? check = null)
    {
        var members = await MembersAsync(scenario);
        if (check is not null)
            members["check"] = check.Members();
        await Answers.JsonAsync(context, status, members);
    }

    private async Task<IDictionary<string, object?>> MembersAsync(LiveScenario scenario)
    {
        var id = scenario.Order.Id;
        var isRunning = scenario.State == ScenarioState.Running;
        var parser = isRunning ? await node.Scenarios.ParserStatusAsync(id) : null;
        var runs = isRunning ? await node.Scenarios.StatusAsync(id) : null;
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["schema"] = "marsdisk.scenario_status",
            ["schema_version"] = 1,
            ["scenario"] = id,
            ["source"] = scenario.Order.Path ?? scenario.Order.Listener,
            ["state"] = WordOf(scenario.State),
            ["is_held"] = isRunning && scenario.IsHeld,
            ["phase"] = parser?.Phase.ToString().ToLowerInvariant(),
            ["waits_for_sender"] = scenario.Sender?.IsAway ?? false,
            ["offset"] = scenario.Sender?.Position,
            ["next_ordinal"] = runs?.NextOrdinal,
            ["active"] = runs?.Active,
            ["waiting"] = runs?.Waiting,
            ["ended"] = runs?.Ended,
            ["runs"] = scenario.Outcome?.Runs.Select(run => new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["name"] = run.Name,
                ["directory"] = run.Directory,
                ["exit_code"] = run.ExitCode,
                ["reason"] = run.Reason.Length == 0 ? null : run.Reason,
                ["expectations"] = run.Expectations,
                ["expectations_held"] = run.ExpectationsHeld,
            }).ToArray(),
            ["diagnostics"] = scenario.Outcome?.Diagnostics,
            ["exit_code"] = scenario.Outcome?.ExitCode,
            ["reason"] = scenario.Outcome?.Reason,
        };
    }

    private static string WordOf(ScenarioState state) => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());

    private Task WithScenarioAsync(HttpContext context, Func<LiveScenario, Task> answer)
    {
        var id = (string?)context.Request.RouteValues["id"] ?? "";
        return node.Scenarios.Find(id) is { } scenario
            ? answer(scenario)
            : Answers.ProblemAsync(context, StatusCodes.Status404NotFound, "unknown-scenario", $"there is no scenario {id}; see: marsdisk scenario status", ExitCodes.Usage);
    }
}
