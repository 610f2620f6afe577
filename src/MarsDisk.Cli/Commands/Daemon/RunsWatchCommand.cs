using System.CommandLine;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

using MarsDisk.Cli.Daemon;
using MarsDisk.Cli.Output.Daemon;
using MarsDisk.Hosting;

namespace MarsDisk.Cli.Commands.Daemon;

/// <summary><c>marsdisk runs watch ID</c>: live progress; ends with the run, with its exit code.</summary>
internal static class RunsWatchCommand
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan JsonInterval = TimeSpan.FromSeconds(1);

    public static Command Build()
    {
        var (id, daemon) = (RunsCommands.Id(), new DaemonOptions());
        var command = new Command("watch", "Shows progress until the run ends, and ends with its exit code.") { id };
        daemon.AddTo(command);
        command.SetAction((line, cancellation) => daemon.WithDaemonAsync(
            line, client => FollowAsync(client, line.GetRequiredValue(id), line.GetValue(daemon.Json), cancellation)));
        return command;
    }

    /// <summary>Follows a run to its end.</summary>
    /// <returns>Exit code of the run; 75 when the daemon leaves before.</returns>
    public static async Task<int> FollowAsync(DaemonClient client, string id, bool isJson, CancellationToken cancellation)
    {
        var screen = new Screen(isJson);
        try
        {
            await using var stream = await client.OpenAsync($"/api/v1/runs/{Uri.EscapeDataString(id)}/events", cancellation);
            await foreach (var happened in SseParser.Create(stream).EnumerateAsync(cancellation))
            {
                if (happened.EventType == "node")
                    break;
                if (JsonNode.Parse(happened.Data) is not JsonObject data)
                    continue;
                screen.Show(happened.EventType, data);
                if (happened.EventType is "run.state" or "reset" && (int?)data["exit_code"] is { } code)
                {
                    screen.Close(data);
                    return code;
                }
            }
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            screen.Close(null);
        }

        await Console.Error.WriteLineAsync("the daemon has left; the run goes on at its last commit when it is back.");
        return ExitCodes.TryAgain;
    }

    /// <summary>What a person or a program sees of the events.</summary>
    private sealed class Screen(bool isJson)
    {
        private readonly bool _isTerminal = !Console.IsErrorRedirected;
        private long _last;
        private bool _isLineOpen;

        public void Show(string type, JsonObject data)
        {
            if (isJson)
                ShowJson(type, data);
            else if (type is "run.chunk")
                return;
            else if (_isTerminal)
                Redraw(data);
            else if (type is not "run.progress" || IsOlderThan(LineInterval))
                Console.Error.WriteLine(RunText.Line(data));
        }

        public void Close(JsonObject? ended)
        {
            if (_isLineOpen)
                Console.Error.WriteLine();
            _isLineOpen = false;
            if (!isJson && ended is not null)
                Console.Error.WriteLine((string?)ended["reason"] is { } reason ? $"{ended["state"]}: {reason}" : $"{ended["state"]}: {ended["directory"]}");
        }

        private void ShowJson(string type, JsonObject data)
        {
            if (type is "run.progress" && !IsOlderThan(JsonInterval))
                return;
            data["event"] = type;
            Console.Out.WriteLine(data.ToJsonString());
        }

        private void Redraw(JsonObject data)
        {
            Console.Error.Write($"\r\u001b[2K{RunText.Line(data)}");
            _isLineOpen = true;
        }

        private bool IsOlderThan(TimeSpan age)
        {
            if (_last != 0 && TimeProvider.System.GetElapsedTime(_last) < age)
                return false;
            _last = TimeProvider.System.GetTimestamp();
            return true;
        }
    }
}
