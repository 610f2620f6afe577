using System.CommandLine;
using System.Text.Json.Nodes;

using MarsDisk.Cli.Commands.Scenario;
using MarsDisk.Cli.Daemon;
using MarsDisk.Hosting;

using ParseResult = System.CommandLine.ParseResult;

namespace MarsDisk.Cli.Commands.Daemon;

/// <summary>
/// <c>marsdisk scenario run FILE</c>: on the daemon, which reads the file itself, or in this process with <c>--local</c>.
/// </summary>
internal static class ScenarioRunCommand
{
    private static readonly Option<bool> Local = new("--local") { Description = "Run it in this process, without a daemon" };
    private static readonly Option<bool> Detach = new("--detach") { Description = "Do not wait for its end" };

    public static Command Build()
    {
        var (daemon, here) = (new DaemonOptions(), new ScenarioHere());
        var command = new EndingCommand("run", "Runs a scenario on the daemon, or here with --local; ends with its exit code.", EndingCommand.LastCommit) { Local, Detach };
        here.AddTo(command);
        daemon.AddTo(command);
        command.SetAction((line, cancellation) => line.GetValue(Local)
            ? here.RunAsync(line, isResume: false, line.GetValue(daemon.Json))
            : here.ForHereOnly(line) is { } foreign ? Refuse(foreign)
            : daemon.WithDaemonAsync(line, client => RunAsync(client, line, here, line.GetValue(daemon.Json), cancellation)));
        return command;
    }

    private static async Task<int> Refuse(Option foreign)
    {
        await Console.Error.WriteLineAsync($"{foreign.Name} is for --local: a daemon reads the scenario itself, in its own way.");
        return ExitCodes.Usage;
    }

    private static async Task<int> RunAsync(DaemonClient client, ParseResult line, ScenarioHere options, bool isJson, CancellationToken cancellation)
    {
        var path = line.GetRequiredValue(options.Source);
        var query = $"?faults={(line.GetValue(options.Faults) ? "true" : "false")}&precheck={(options.IsChecked(line) ? "true" : "false")}";
        if (path == "-" || line.GetValue(options.Root) is not null)
            query += $"&root={Uri.EscapeDataString(Path.GetFullPath(line.GetValue(options.Root) ?? "."))}";

        JsonObject scenario;
        if (path == "-")
        {
            await using var input = Console.OpenStandardInput();
            scenario = await client.PostAsync($"/api/v1/scenarios{query}", input, cancellation);
        }
        else
            scenario = await client.PostAsync($"/api/v1/scenarios{query}&file={Uri.EscapeDataString(Path.GetFullPath(path))}&name={Uri.EscapeDataString(path)}", null as string, cancellation);

        if ((string?)scenario["check"]?["text"] is { Length: > 0 } remarks)
            await Console.Error.WriteAsync(remarks);
        var id = (string)scenario["scenario"]!;
        await Console.Error.WriteLineAsync($"scenario {id} on the daemon");
        if (!line.GetValue(Detach))
            return await WaitAsync(client, id, isJson, cancellation);
        Console.Out.WriteLine(isJson ? scenario.ToJsonString() : id);
        return ExitCodes.Done;
    }

    private static async Task<int> WaitAsync(DaemonClient client, string id, bool isJson, CancellationToken cancellation)
    {
        var ended = await client.GetAsync($"/api/v1/scenarios/{id}?wait=true", cancellation);
        if ((int?)ended["exit_code"] is not { } code)
            throw DaemonException.Left();

        Say(ended, isJson);
        return code;
    }

    private static void Say(JsonObject ended, bool isJson)
    {
        foreach (var found in ended["diagnostics"] as JsonArray ?? [])
            Console.Error.WriteLine((string?)found);
        foreach (var run in (ended["runs"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var outcome = (int?)run["exit_code"] == ExitCodes.Done ? "finished" : $"failed: {run["reason"]}";
            Console.Error.WriteLine($"run \"{run["name"]}\" {outcome}; {run["expectations_held"]} of {run["expectations"]} expectations held");
            if (!isJson && (int?)run["exit_code"] == ExitCodes.Done)
                Console.Out.WriteLine((string?)run["directory"]);
        }

        if ((string?)ended["reason"] is { } reason)
            Console.Error.WriteLine(reason);
        if (isJson)
            Console.Out.WriteLine(ended.ToJsonString());
    }
}
