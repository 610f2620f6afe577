using System.CommandLine;
using System.Text.Json.Nodes;

using MarsDisk.Cli.Daemon;
using MarsDisk.Hosting;

namespace MarsDisk.Cli.Commands.Daemon;

/// <summary><c>marsdisk scenario status|cancel|pause|continue</c>: scenarios of a daemon (streaming-parser.md §5.1).</summary>
internal static class ScenarioDaemonCommands
{
    /// <summary><c>scenario status [ID]</c>.</summary>
    public static Command Status()
    {
        var id = new Argument<string?>("id") { Description = "Id of a scenario; default: all of them", Arity = ArgumentArity.ZeroOrOne };
        var daemon = new DaemonOptions();
        var command = new Command("status", "Says where the scenarios of a daemon stand.") { id };
        daemon.AddTo(command);
        command.SetAction((line, cancellation) => daemon.WithDaemonAsync(line, async client =>
        {
            var scenarios = line.GetValue(id) is { } one
                ? [await client.GetAsync($"/api/v1/scenarios/{Uri.EscapeDataString(one)}", cancellation)]
                : ((await client.GetAsync("/api/v1/scenarios", cancellation))["scenarios"] as JsonArray ?? []).OfType<JsonObject>().ToList();
            foreach (var scenario in scenarios)
            {
                if (line.GetValue(daemon.Json))
                    Console.Out.WriteLine(scenario.ToJsonString());
                else
                    Print(scenario, Console.Out);
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    /// <summary><c>scenario cancel ID</c>.</summary>
    public static Command Cancel() => Control("cancel", "Ends the reading of a scenario; its runs end with the input that they have.");

    /// <summary><c>scenario pause ID</c>.</summary>
    public static Command Pause() => Control("pause", "Holds the reading of a scenario until continue; its runs go on with the input that they have.");

    /// <summary><c>scenario continue ID</c>.</summary>
    public static Command Continue() => Control("continue", "Takes pause back.");

    private static Command Control(string action, string description)
    {
        var id = new Argument<string>("id") { Description = "Id of a scenario" };
        var daemon = new DaemonOptions();
        var command = new Command(action, description) { id };
        daemon.AddTo(command);
        command.SetAction((line, cancellation) => daemon.WithDaemonAsync(line, async client =>
        {
            var scenario = await client.PostAsync($"/api/v1/scenarios/{Uri.EscapeDataString(line.GetRequiredValue(id))}/{action}", null as string, cancellation);
            if (line.GetValue(daemon.Json))
                Console.Out.WriteLine(scenario.ToJsonString());
            else
                Print(scenario, Console.Error);
            return ExitCodes.Done;
        }));
        return command;
    }

    private static void Print(JsonObject scenario, TextWriter output)
    {
        var phase = (string?)scenario["phase"] is { } word ? $" ({word})" : "";
        var away = (bool?)scenario["waits_for_sender"] == true ? $", waits for its sender at offset {scenario["offset"]}" : "";
        var held = (bool?)scenario["is_held"] == true ? ", held by a person" : "";
        output.WriteLine($"scenario {scenario["scenario"]}: {scenario["state"]}{phase}{held}{away}; {scenario["source"]}");
        foreach (var list in (string[])["active", "waiting", "ended"])
        {
            if (scenario[list] is JsonArray { Count: > 0 } names)
                output.WriteLine($"  {list,-8} {string.Join(", ", names.Select(name => (string?)name))}");
        }

        if ((int?)scenario["exit_code"] is { } code)
            output.WriteLine($"  code     {code}{((string?)scenario["reason"] is { } reason ? $": {reason}" : "")}");
    }
}
