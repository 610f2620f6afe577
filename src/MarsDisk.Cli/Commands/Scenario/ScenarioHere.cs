using System.CommandLine;

using MarsDisk.Cli.Running.ScenarioRuns;
using MarsDisk.Hosting;

using ParseResult = System.CommandLine.ParseResult;

namespace MarsDisk.Cli.Commands.Scenario;

/// <summary>Options of commands that run a scenario in this process, and <c>marsdisk scenario resume</c>.</summary>
internal sealed class ScenarioHere
{
    private readonly LimitOptions _limits = new();
    private readonly HereOptions _here = new();

    /// <summary>The scenario.</summary>
    public Argument<string> Source { get; } = new("source") { Description = "Scenario, text or NDJSON; - reads standard input; tcp://host:port" };

    /// <summary>Fault lines act.</summary>
    public Option<bool> Faults { get; } = new("--faults") { Description = "Let fault lines act" };

    /// <summary>Folder of the files that the scenario may name.</summary>
    public Option<string?> Root { get; } = new("--root") { Description = "Folder of the files that it may name; default: its own" };

    /// <summary><c>marsdisk scenario resume FILE</c>: goes on, and refuses to begin.</summary>
    public static Command BuildResume()
    {
        var here = new ScenarioHere();
        var json = new Option<bool>("--json") { Description = "Print one JSON document" };
        var command = new EndingCommand("resume", "Goes on with a scenario that stopped half-way here; never begins one.", EndingCommand.LastCommit) { json };
        here.AddTo(command);
        command.SetAction((line, _) => here.RunAsync(line, isResume: true, line.GetValue(json)));
        return command;
    }

    /// <summary>Adds argument and options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(Source);
        command.Add(Faults);
        command.Add(Root);
        _here.AddTo(command);
        _limits.AddTo(command);
    }

    /// <summary>The first option that was given and means nothing on a daemon, which reads the scenario itself.</summary>
    public Option? ForHereOnly(ParseResult line) => _here.GivenForHere(line);

    /// <summary>Whether the whole scenario is read for mistakes before the first step.</summary>
    public bool IsChecked(ParseResult line) => !line.GetValue(_here.NoPrecheck);

    /// <summary>Runs it; gives the exit code.</summary>
    public async Task<int> RunAsync(ParseResult line, bool isResume, bool isJson)
    {
        if (_limits.Read(line) is not { } limits)
            return ExitCodes.Usage;
        var request = _here.Read(line, line.GetRequiredValue(Source), isJson);
        request = request with
        {
            // Only what was spooled can go on.
            IsSpooled = request.IsSpooled || (isResume && !request.IsFile),
            Root = line.GetValue(Root),
            AreFaultsAllowed = line.GetValue(Faults),
            IsResume = isResume,
        };
        return await ScenarioExecution.ExecuteAsync(request, limits);
    }
}
