using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;

using MarsDisk.Cli.Daemon;
using MarsDisk.Cli.Running;
using MarsDisk.Hosting;

namespace MarsDisk.Cli.Commands.Daemon;

/// <summary><c>marsdisk runs submit FILE</c>: gives a configuration to the daemon; the same plan is the same run.</summary>
internal static class RunsSubmitCommand
{
    public static Command Build()
    {
        var configuration = new ConfigurationOptions();
        var name = new Option<string?>("--name") { Description = "Name for people; stored in run.json" };
        var tag = new Option<string[]>("--tag") { Description = "KEY=VALUE for people; stored in run.json" };
        var enforce = new Option<bool>("--enforce-mass-budget") { Description = "End the run with code 1 when a step violates the mass budget" };
        var watch = new Option<bool>("--watch") { Description = "Watch it to its end, with its exit code" };
        var daemon = new DaemonOptions();
        var command = new Command("submit", "Gives a configuration to the daemon, which runs it when a slot is free.") { name, tag, enforce, watch };
        configuration.AddTo(command);
        daemon.AddTo(command);
        command.SetAction((line, cancellation) => daemon.WithDaemonAsync(line, async client =>
        {
            var tags = line.GetValue(tag) ?? [];
            if (ConfigurationSources.Read(configuration, line, line.GetValue(configuration.Set) ?? [], line.GetValue(name), new Dictionary<string, string>(StringComparer.Ordinal)) is not { } source)
                return ExitCodes.Usage;

            var query = new StringBuilder($"?source={Uri.EscapeDataString(source.Path)}&tables_from={Uri.EscapeDataString(Environment.CurrentDirectory)}");
            foreach (var (key, value) in source.Overrides.Select(entry => ("set", entry.Text)).Concat(tags.Select(entry => ("tag", entry))))
                query.Append('&').Append(key).Append('=').Append(Uri.EscapeDataString(value));
            if (source.Name is { } given)
                query.Append("&name=").Append(Uri.EscapeDataString(given));
            if (line.GetValue(enforce))
                query.Append("&enforce_mass_budget=true");

            var run = await client.PostAsync($"/api/v1/runs{query}", source.Text, cancellation);
            Say(run, line.GetValue(daemon.Json));
            return line.GetValue(watch)
                ? await RunsWatchCommand.FollowAsync(client, (string)run["run"]!, line.GetValue(daemon.Json), cancellation)
                : ExitCodes.Done;
        }));
        return command;
    }

    private static void Say(JsonObject run, bool isJson)
    {
        foreach (var finding in (run["findings"] as JsonArray ?? []).OfType<JsonObject>().Where(finding => (string?)finding["severity"] != "info"))
            Console.Error.WriteLine($"{finding["file"]}  {finding["severity"]} {finding["code"]}: {finding["message"]}");
        Console.Error.WriteLine((bool?)run["is_new"] == true ? $"accepted: {run["directory"]}" : $"the daemon has this run already: {run["state"]}");
        Console.Out.WriteLine(isJson ? run.ToJsonString() : (string?)run["run"]);
    }
}
