using System.CommandLine;

using MarsDisk.Cli.Output;
using MarsDisk.Cli.Running;
using MarsDisk.Configuration.Node;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Daemon;

namespace MarsDisk.Cli.Commands.Daemon;

/// <summary><c>marsdisk serve</c>: the daemon, in the foreground (experience.md §5).</summary>
internal static class ServeCommand
{
    public static Command Build()
    {
        var data = new Option<string?>("--data") { Description = "Folder of its runs; default: MARSDISK_DATA_DIR, else marsdisk in XDG_DATA_HOME" };
        var socket = new Option<string?>("--socket") { Description = "Control socket; default: control.sock in the runtime directory" };
        var set = new Option<string[]>("--set", "-s") { Description = "KEY=VALUE, a setting of the node such as node.slots=2" };
        var check = new Option<bool>("--check") { Description = "Read the settings, try the store, and stop" };
        // A daemon drains for as long as drain.all says.
        var command = new EndingCommand("serve", "Runs any number of submitted runs side by side until it is stopped.", endsWithin: null) { data, socket, set, check };
        command.SetAction((line, _) => ServeAsync(line, [.. line.GetValue(set) ?? [], .. Given("store.directory", line.GetValue(data)), .. Given("control.socket", line.GetValue(socket))], line.GetValue(check)));
        return command;
    }

    private static IEnumerable<string> Given(string key, string? value)
    {
        if (value is not null)
            yield return $"{key}={Path.GetFullPath(value)}";
    }

    private static async Task<int> ServeAsync(ParseResult line, IReadOnlyList<string> settings, bool onlyCheck)
    {
        NodeLoadResult Load() => NodeOptions.Load(line, "daemon", settings);
        var loaded = Load();
        FindingsText.Print(loaded.Findings, isStrict: false, Console.Error);
        if (loaded.Configuration is not { } node)
            return ExitCodes.Usage;

        var places = DaemonPlaces.Of(node, ProcessEnvironment.Variables);
        var session = new DaemonSession(new DaemonSettings(loaded, places, ProcessEnvironment.Variables)
        {
            Reread = Load,
            IsTerminal = !Console.IsErrorRedirected,
        });
        try
        {
            if (onlyCheck)
                return Check(session, places);
            using var signals = new DaemonProcessSignals(session);
            return await session.RunAsync();
        }
        catch (DaemonRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return refused.ExitCode;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"the daemon cannot start: {error.Message}");
            return ExitCodes.Unusable;
        }
    }

    private static int Check(DaemonSession session, DaemonPlaces places)
    {
        session.Probe();
        Console.Out.WriteLine($"ok  settings\nok  store   {places.Data}\nok  socket  {places.Socket}");
        return ExitCodes.Done;
    }
}
