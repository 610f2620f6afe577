using System.CommandLine;
using System.Text.Json.Nodes;

using MarsDisk.Cli.Daemon;
using MarsDisk.Cli.Output.Daemon;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Daemon.Runs;

namespace MarsDisk.Cli.Commands.Daemon;

/// <summary><c>marsdisk runs list [DIR]</c>: the runs of a daemon, or of a folder.</summary>
internal static class RunsListCommand
{
    private static readonly string[] Orders = ["started", "progress", "name"];

    public static Command Build()
    {
        var folder = new Argument<string?>("dir") { Description = "Folder of run directories; default: those of the daemon", Arity = ArgumentArity.ZeroOrOne };
        var state = new Option<string?>("--state") { Description = "Only runs in this state, such as running or failed" };
        var sort = new Option<string>("--sort") { Description = "started, progress or name", DefaultValueFactory = _ => "started" };
        sort.AcceptOnlyFromAmong(Orders);
        var limit = new Option<int?>("--limit") { Description = "At most so many" };
        var daemon = new DaemonOptions();
        var command = new Command("list", "Lists runs with state, progress and directory.") { folder, state, sort, limit };
        daemon.AddTo(command);
        command.SetAction((line, cancellation) => DaemonOptions.GuardAsync(async () =>
        {
            if (await RunsAsync(daemon, line, line.GetValue(folder), cancellation) is not { } runs)
                return ExitCodes.Usage;
            var chosen = Chosen(runs, line.GetValue(state), line.GetValue(sort)!, line.GetValue(limit));
            if (line.GetValue(daemon.Json))
                chosen.ForEach(run => Console.Out.WriteLine(run.ToJsonString()));
            else
                RunText.WriteTable(chosen, Console.Out);
            return ExitCodes.Done;
        }));
        return command;
    }

    // Without a daemon the directories answer, which is what survives it.
    private static async Task<IReadOnlyList<JsonObject>?> RunsAsync(DaemonOptions daemon, ParseResult line, string? folder, CancellationToken cancellation)
    {
        if (folder is not null)
            return OfFolder(folder);
        if (daemon.Places(line) is not { } places)
            return null;

        using var client = new DaemonClient(places.Socket);
        try
        {
            return await OfDaemonAsync(client, cancellation);
        }
        catch (DaemonException absent) when (absent.IsUnreachable && line.GetValue(daemon.Socket) is null)
        {
            await Console.Error.WriteLineAsync($"no daemon answers on {places.Socket}; these are the directories in {places.Runs}.");
            return OfFolder(places.Runs);
        }
    }

    private static async Task<IReadOnlyList<JsonObject>> OfDaemonAsync(DaemonClient client, CancellationToken cancellation)
    {
        var runs = new List<JsonObject>();
        string? next = null;
        do
        {
            var page = await client.GetAsync($"/api/v1/runs{(next is null ? "" : $"?after={next}")}", cancellation);
            runs.AddRange((page["runs"] as JsonArray ?? []).OfType<JsonObject>());
            next = (string?)page["next"];
        }
        while (next is not null);
        return runs;
    }

    private static List<JsonObject> OfFolder(string folder) =>
        [.. RunRecords.Below(folder).Select(RunText.Document)];

    private static List<JsonObject> Chosen(IReadOnlyList<JsonObject> runs, string? state, string sort, int? limit)
    {
        var kept = runs.Where(run => state is null || (string?)run["state"] == state);
        var sorted = sort switch
        {
            "progress" => kept.OrderByDescending(run => (double?)run["fraction"] ?? 0),
            "name" => kept.OrderBy(run => (string?)run["name"] ?? "", StringComparer.Ordinal),
            _ => kept.OrderBy(run => (string?)run["created"] ?? "", StringComparer.Ordinal),
        };
        var ordered = sorted.ThenBy(run => (string?)run["run"], StringComparer.Ordinal);
        return [.. limit is { } most ? ordered.Take(most) : ordered];
    }
}
