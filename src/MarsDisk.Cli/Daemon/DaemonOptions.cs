using System.CommandLine;

using MarsDisk.Cli.Running;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Daemon;

namespace MarsDisk.Cli.Daemon;

/// <summary>Which daemon a command talks to, and how it answers.</summary>
internal sealed class DaemonOptions
{
    public Option<string?> Socket { get; } = new("--socket") { Description = "Control socket of the daemon; default: control.sock in the runtime directory" };

    public Option<bool> Json { get; } = new("--json") { Description = "JSON on standard output: one document, or one a line for a stream" };

    public void AddTo(Command command)
    {
        command.Add(Socket);
        command.Add(Json);
    }

    /// <summary>The places of the daemon that the line means; null after an explanation on standard error.</summary>
    public DaemonPlaces? Places(ParseResult line)
    {
        if (NodeOptions.Read(line, "daemon") is not { } node)
            return null;
        var places = DaemonPlaces.Of(node, ProcessEnvironment.Variables);
        return line.GetValue(Socket) is { } socket ? places with { Socket = Path.GetFullPath(socket) } : places;
    }

    /// <summary>Does something with the daemon; what it refuses becomes a message and an exit code.</summary>
    public async Task<int> WithDaemonAsync(ParseResult line, Func<DaemonClient, Task<int>> deed)
    {
        if (Places(line) is not { } places)
            return ExitCodes.Usage;
        using var client = new DaemonClient(places.Socket);
        return await GuardAsync(() => deed(client));
    }

    /// <summary>Turns what a daemon refuses into a message and an exit code.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> deed)
    {
        try
        {
            return await deed();
        }
        catch (DaemonException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return refused.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;            // a person stopped the command; the daemon goes on
        }
    }
}
