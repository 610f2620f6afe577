using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

using MarsDisk.Cli.Daemon;
using MarsDisk.Cli.Running;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Progress;

namespace MarsDisk.Cli.Commands.Daemon;

/// <summary><c>marsdisk node status|drain|reload</c>: the daemon itself.</summary>
internal static class NodeCommands
{
    public static Command Build() => new("node", "Talks to a daemon about itself.") { Status(), Drain(), Reload() };

    private static Command Status()
    {
        var daemon = new DaemonOptions();
        var command = new Command("status", "Says what the daemon is and how much it has to do.");
        daemon.AddTo(command);
        command.SetAction((line, cancellation) => daemon.WithDaemonAsync(line, async client =>
        {
            var info = await client.GetAsync("/api/v1/info", cancellation);
            if (line.GetValue(daemon.Json))
            {
                Console.Out.WriteLine(info.ToJsonString());
                return ExitCodes.Done;
            }

            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{info["state"]}: {info["active"]} of {info["slots"]} slots taken, {info["queued"]} runs wait"));
            Console.Out.WriteLine($"  process   {info["process"]}, marsdisk {info["version"]}, up {ProgressText.Eta((double?)info["uptime_s"])}");
            Console.Out.WriteLine($"  data      {info["data"]}, {Words.Bytes((double?)info["free_bytes"] ?? 0)} free");
            if (info["offload"] is JsonObject offload)
                WriteOffload(offload);
            return ExitCodes.Done;
        }));
        return command;
    }

    private static void WriteOffload(JsonObject offload)
    {
        var age = (double?)offload["stored_age_s"] is { } stored ? $"last stored {ProgressText.Eta(stored)} ago" : "nothing stored yet";
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  offload   {offload["target"]}: {offload["health"]}, {offload["phase"]}, {offload["queued"]} wait, {age}"));
        Console.Out.WriteLine($"            scratch {Words.Bytes((double?)offload["scratch_free_bytes"] ?? 0)} free{((bool?)offload["janitor"]?["leader"] == true ? "; this node cleans the store" : "")}");
        if ((int?)offload["failures"] is > 0 and var failures)
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"            {failures} failures in a row"));
        if (offload["error"] is JsonObject error)
            Console.Out.WriteLine($"            last error: {error["message"]} ({error["code"]})");
    }

    private static Command Reload()
    {
        var daemon = new DaemonOptions();
        var command = new Command("reload", "Has the daemon read its settings again, as SIGHUP does.");
        daemon.AddTo(command);
        command.SetAction((line, cancellation) => daemon.WithDaemonAsync(line, async client =>
        {
            var report = await client.PostAsync("/api/v1/node/reload", null as string, cancellation);
            if (line.GetValue(daemon.Json))
            {
                Console.Out.WriteLine(report.ToJsonString());
                return ExitCodes.Done;
            }

            foreach (var (member, word) in (ReadOnlySpan<(string, string)>)[("changed", "changed"), ("need_restart", "after a restart")])
            {
                foreach (var change in (report[member] as JsonArray ?? []).OfType<JsonObject>())
                    Console.Out.WriteLine($"{word}: {change["key"]}: {change["before"]} → {change["after"]}");
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Drain()
    {
        var daemon = new DaemonOptions();
        var finish = new Option<bool>("--finish") { Description = "Let the runs that compute now end first" };
        var within = new Option<string?>("--within") { Description = "How long they may take, HH:MM:SS or seconds" };
        var command = new Command("drain", "Asks the daemon to leave; its runs go on with the next one.") { finish, within };
        daemon.AddTo(command);
        command.SetAction((line, cancellation) => daemon.WithDaemonAsync(line, async client =>
        {
            var query = line.GetValue(finish) ? "?finish=true" : "";
            if (line.GetValue(within) is { } text)
                query += string.Create(CultureInfo.InvariantCulture, $"{(query.Length == 0 ? '?' : '&')}within_s={WallLimits.Time("--within", text).TotalSeconds}");
            var answer = await client.PostAsync($"/api/v1/node/drain{query}", null as string, cancellation);
            if (line.GetValue(daemon.Json))
                Console.Out.WriteLine(answer.ToJsonString());
            else
                await Console.Error.WriteLineAsync(line.GetValue(finish) ? "the daemon leaves when its present runs have ended." : "the daemon leaves; its runs stop at their last commits.");
            return ExitCodes.Done;
        }));
        return command;
    }
}
