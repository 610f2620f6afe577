using System.CommandLine;

using MarsDisk.Cli.Running.ScenarioRuns;
using MarsDisk.Hosting;
using MarsDisk.Parsing;

using ParseResult = System.CommandLine.ParseResult;

namespace MarsDisk.Cli.Commands.Scenario;

/// <summary>Options of commands that run a scenario in this process, and <c>marsdisk scenario resume</c>.</summary>
internal sealed class ScenarioHere
{
    private readonly LimitOptions _limits = new();

    /// <summary>The scenario.</summary>
    public Argument<string> Source { get; } = new("source") { Description = "Scenario, .scenario or .ndjson; - reads standard input" };

    /// <summary>Fault lines act.</summary>
    public Option<bool> Faults { get; } = new("--faults") { Description = "Let fault lines act" };

    /// <summary>Folder of the files that the scenario may name.</summary>
    public Option<string?> Root { get; } = new("--root") { Description = "Folder of the files that it may name; default: its own" };

    /// <summary>A file is begun without a check of the whole of it.</summary>
    public Option<bool> NoPrecheck { get; } = new("--no-precheck") { Description = "Begin without reading the whole file for mistakes first" };

    private Option<string> Verify { get; } = new Option<string>("--verify")
    {
        Description = "Here: how a source that was half read is compared: tail (default), full or none",
        DefaultValueFactory = _ => "tail",
    }.AcceptOnlyFromAmong("tail", "full", "none");

    /// <summary><c>marsdisk scenario resume FILE</c>: goes on, and refuses to begin.</summary>
    public static Command BuildResume()
    {
        var here = new ScenarioHere();
        var json = new Option<bool>("--json") { Description = "Print one JSON document" };
        var command = new Command("resume", "Goes on with a scenario that stopped half-way here; never begins one.") { json };
        here.AddTo(command);
        command.SetAction((line, _) => here.RunAsync(line, isResume: true, line.GetValue(json)));
        return command;
    }

    /// <summary>Adds argument and options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(Source);
        foreach (var option in (Option[])[Faults, Root, NoPrecheck, Verify])
            command.Add(option);
        _limits.AddTo(command);
    }

    /// <summary>Runs it; gives the exit code.</summary>
    public async Task<int> RunAsync(ParseResult line, bool isResume, bool isJson)
    {
        if (_limits.Read(line) is not { } limits)
            return ExitCodes.Usage;
        var request = new ScenarioRequest(
            line.GetRequiredValue(Source), line.GetValue(Root), line.GetValue(Faults), IsChecked: !line.GetValue(NoPrecheck),
            IsSpooled: false, isResume, null, new StreamingConfig(), Enum.Parse<ProofMode>(line.GetRequiredValue(Verify), ignoreCase: true));
        return await ScenarioExecution.ExecuteAsync(request, limits, isQuiet: false, isJson);
    }
}
