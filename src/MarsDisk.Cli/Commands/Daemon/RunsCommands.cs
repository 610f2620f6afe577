using System.CommandLine;
using System.Text.Json.Nodes;

using MarsDisk.Cli.Commands.Runs;
using MarsDisk.Cli.Daemon;
using MarsDisk.Cli.Output.Daemon;
using MarsDisk.Hosting;

namespace MarsDisk.Cli.Commands.Daemon;

/// <summary><c>marsdisk runs …</c>: existing runs, on a daemon or in directories (experience.md §2.6).</summary>
internal static class RunsCommands
{
    public static Command Build() => new("runs", "Existing runs: on a daemon, or in directories.")
    {
        RunsListCommand.Build(),
        RunsShowCommand.Build(),
        RunsSubmitCommand.Build(),
        RunsWatchCommand.Build(),
        Control("pause", "Computes no further step until continue; changes no byte of the result."),
        Control("continue", "Takes pause back."),
        Stop(),
        Snapshot(),
        RunsVerifyCommand.Build(),
        RunsCompareCommand.Build(),
        RunsFinalizeCommand.Build(),
        RunsExportCommand.Build(),
        RunsPruneCommand.Build(),
    };

    /// <summary>The argument of a run.</summary>
    public static Argument<string> Id() => new("id") { Description = "Id of a run, the beginning of it, or its name" };

    private static Command Stop()
    {
        var why = new Option<string?>("--why") { Description = "Reason for the log" };
        return Control("stop", "Ends the run regularly at the next step border; the step is recorded.", why, "why");
    }

    private static Command Snapshot()
    {
        var label = new Option<string?>("--label") { Description = "Label of the snapshot" };
        return Control("snapshot", "Stores the state of the run at the next step border.", label, "label");
    }

    private static Command Control(string action, string description, Option<string?>? option = null, string? parameter = null)
    {
        var (id, daemon) = (Id(), new DaemonOptions());
        var command = new Command(action, description) { id };
        if (option is not null)
            command.Add(option);
        daemon.AddTo(command);
        command.SetAction((line, cancellation) => daemon.WithDaemonAsync(line, async client =>
        {
            var query = option is not null && line.GetValue(option) is { } text ? $"?{parameter}={Uri.EscapeDataString(text)}" : "";
            var run = await client.PostAsync($"/api/v1/runs/{Uri.EscapeDataString(line.GetRequiredValue(id))}/{action}{query}", null as string, cancellation);
            Answer(run, line.GetValue(daemon.Json));
            return ExitCodes.Done;
        }));
        return command;
    }

    private static void Answer(JsonObject run, bool isJson)
    {
        if (isJson)
            Console.Out.WriteLine(run.ToJsonString());
        else
            Console.Error.WriteLine($"run {run["run"]}: {RunText.State(run)} at step {run["step"]}");
    }
}
