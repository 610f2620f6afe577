using System.CommandLine;
using System.Text.Json;

using MarsDisk.Cli.Output;
using MarsDisk.Hosting;

namespace MarsDisk.Cli.Commands.Snapshots;

/// <summary><c>marsdisk snapshots show RUN</c>: identity and handle of one state.</summary>
internal static class SnapshotsShowCommand
{
    public static Command Build()
    {
        var (run, step, json) = (SnapshotsCommands.Run(), SnapshotsCommands.Step(), JsonAnswer.Option());
        var name = new Option<string?>("--name") { Description = "A snapshot that was asked for, such as snapshots/warm-000000500.bin" };
        var command = new Command("show", "Shows identity and handle of one state.") { run, step, name, json };
        command.SetAction((line, cancellation) => SnapshotsCommands.WithTargetAsync(line, async depot =>
        {
            var states = await SnapshotsCommands.StatesAsync(depot, line.GetRequiredValue(run), line.GetValue(step), line.GetValue(name), cancellation);
            var members = SnapshotText.Members(states[0]);
            if (line.GetValue(json))
            {
                JsonAnswer.Print("marsdisk.snapshot", ("target", depot.Name), ("snapshot", members));
                return ExitCodes.Done;
            }

            foreach (var member in JsonSerializer.SerializeToElement(members).EnumerateObject())
                await Console.Out.WriteLineAsync($"{member.Name,-16} {member.Value}");
            return ExitCodes.Done;
        }));
        return command;
    }
}
