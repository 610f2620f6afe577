using MarsDisk.Hosting.Daemon.Logging;
using MarsDisk.Hosting.Daemon.Reloading;
using MarsDisk.Hosting.Identity;
using MarsDisk.Hosting.Records;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace MarsDisk.Hosting.Daemon.Api;

/// <summary>Routes of the node itself: what it is, and how it leaves.</summary>
internal sealed class NodeRoutes(DaemonNode node, Readiness readiness, OffloadView offload, DaemonPlaces places, DrainRequest drain, SettingsReload settings, TimeProvider clock, ILogger log)
{
    private readonly long _begun = clock.GetTimestamp();

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/info", InfoAsync);
        routes.MapPost("/api/v1/node/drain", DrainAsync);
        routes.MapPost("/api/v1/node/reload", ReloadAsync);
    }

    private async Task InfoAsync(HttpContext context)
    {
        var status = await node.StatusAsync();
        await Answers.JsonAsync(context, StatusCodes.Status200OK, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["schema"] = "marsdisk.node",
            ["schema_version"] = 1,
            ["version"] = ProgramVersion.Number,
            ["fingerprint"] = PhysicsFingerprint.Value.ToString(),
            ["process"] = Environment.ProcessId,
            ["uptime_s"] = clock.GetElapsedTime(_begun).TotalSeconds,
            ["state"] = readiness.Reasons is { Count: > 0 } reasons ? reasons[0] : "ready",
            ["slots"] = node.Slots,
            ["active"] = status?.Active,
            ["queued"] = status?.Queued,
            ["data"] = places.Data,
            ["free_bytes"] = readiness.FreeBytes,
            ["offload"] = await offload.MembersAsync(),
        });
    }

    private Task ReloadAsync(HttpContext context)
    {
        var report = settings.Run();
        DaemonEvents.Audit.Write(log, "reload", "node", report.IsValid ? "done" : "refused");
        return report.IsValid
            ? Answers.JsonAsync(context, StatusCodes.Status200OK, new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["schema"] = "marsdisk.reload",
                ["schema_version"] = 1,
                ["changed"] = report.Changed.Select(Of).ToArray(),
                ["need_restart"] = report.NeedRestart.Select(Of).ToArray(),
            })
            : Answers.ProblemAsync(context, StatusCodes.Status422UnprocessableEntity, "invalid-settings", "the settings are wrong; the old ones hold.", ExitCodes.Usage, report.Findings);

        static object Of(SettingChange change) => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["key"] = change.Key,
            ["before"] = change.Before,
            ["after"] = change.After,
        };
    }

    private Task DrainAsync(HttpContext context)
    {
        var finish = context.Request.Query["finish"] == "true";
        var within = double.TryParse(context.Request.Query["within_s"], System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e9
            ? TimeSpan.FromSeconds(seconds)
            : (TimeSpan?)null;
        DaemonEvents.Audit.Write(log, "drain", "node", finish ? "after the present runs" : "now");
        drain.Ask(new DrainOrder("a request", finish, within));
        return Answers.JsonAsync(context, StatusCodes.Status202Accepted, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["schema"] = "marsdisk.drain",
            ["schema_version"] = 1,
            ["finish"] = finish,
        });
    }
}
