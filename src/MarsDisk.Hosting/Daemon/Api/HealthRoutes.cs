using MarsDisk.Hosting.Daemon.Runs;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MarsDisk.Hosting.Daemon.Api;

/// <summary>Probes (architecture.md §9.4): alive is who answers, ready is who takes runs.</summary>
internal sealed class HealthRoutes(DaemonNode node, Readiness readiness, OffloadView offload)
{
    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in (string[])["/health/live", "/healthz"])
            routes.MapGet(path, LiveAsync);
        foreach (var path in (string[])["/health/ready", "/readyz"])
            routes.MapGet(path, ReadyAsync);
        routes.MapGet("/health/details", async context => await Answers.JsonAsync(context, StatusCodes.Status200OK, await DetailsAsync()));
    }

    /// <summary>What a person wants to know first.</summary>
    public async Task<Dictionary<string, object?>> DetailsAsync()
    {
        var status = await node.StatusAsync();
        var runs = node.Board.All;
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["schema"] = "marsdisk.health",
            ["schema_version"] = 1,
            ["live"] = status is not null,
            ["not_ready"] = readiness.Reasons,
            ["store"] = readiness.StoreTrouble ?? "ok",
            ["free_bytes"] = readiness.FreeBytes,
            ["offload"] = await offload.MembersAsync(),
            ["slots"] = node.Slots,
            ["active"] = status?.Active,
            ["queued"] = status?.Queued,
            ["runs"] = runs.GroupBy(run => run.Record.State).ToDictionary(group => RunJson.WordOf(group.Key), group => (object?)group.Count(), StringComparer.Ordinal),
            ["active_runs"] = runs.Where(run => run.Status is not null && !run.Record.HasEnded).Select(run => new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["run"] = run.Record.Run.Value,
                ["state"] = RunJson.WordOf(run.Record.State),
                ["waiting_for"] = run.Status!.Waiting,
                ["step"] = run.Step,
                ["buffers_free"] = run.Status.BuffersFree,
                ["buffers"] = run.Status.Buffers,
            }).ToArray(),
        };
    }

    private async Task LiveAsync(HttpContext context)
    {
        var isAlive = await node.StatusAsync() is not null;
        context.Response.StatusCode = isAlive ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsync(isAlive ? "ok\n" : "the node does not answer\n", context.RequestAborted);
    }

    private Task ReadyAsync(HttpContext context)
    {
        var reasons = readiness.Reasons;
        context.Response.StatusCode = reasons.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsync(reasons.Count == 0 ? "ok\n" : string.Join('\n', reasons) + "\n", context.RequestAborted);
    }
}
