using System.CommandLine;
using System.Text.Json.Nodes;

using MarsDisk.Cli.Daemon;
using MarsDisk.Cli.Output.Daemon;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Daemon.Runs;

namespace MarsDisk.Cli.Commands.Daemon;

/// <summary><c>marsdisk runs show ID|DIR</c>: one run, from the daemon or from its directory.</summary>
internal static class RunsShowCommand
{
    public static Command Build()
    {
        var run = new Argument<string>("run") { Description = "Run directory, or id or name of a run of the daemon" };
        var daemon = new DaemonOptions();
        var command = new Command("show", "Says everything about one run.") { run };
        daemon.AddTo(command);
        command.SetAction((line, cancellation) => ShowAsync(daemon, line, line.GetRequiredValue(run), cancellation));
        return command;
    }

    private static Task<int> ShowAsync(DaemonOptions daemon, ParseResult line, string name, CancellationToken cancellation)
    {
        if (Directory.Exists(name))
            return Task.FromResult(ShowDirectory(name, line.GetValue(daemon.Json)));
        return daemon.WithDaemonAsync(line, async client =>
        {
            Print(await client.GetAsync($"/api/v1/runs/{Uri.EscapeDataString(name)}", cancellation), line.GetValue(daemon.Json));
            return ExitCodes.Done;
        });
    }

    private static int ShowDirectory(string path, bool isJson)
    {
        if (RunRecords.Of(path) is not { } record)
        {
            Console.Error.WriteLine($"{path} holds no run: there is no run.json that can be read.");
            return ExitCodes.Unusable;
        }

        Print(RunText.Document(record), isJson);
        return ExitCodes.Done;
    }

    private static void Print(JsonObject run, bool isJson)
    {
        if (isJson)
            Console.Out.WriteLine(run.ToJsonString());
        else
            RunText.WriteWhole(run, Console.Out);
    }
}
