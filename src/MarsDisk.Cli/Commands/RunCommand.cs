using System.CommandLine;

using MarsDisk.Cli.Output;
using MarsDisk.Cli.Running;
using MarsDisk.Cli.Running.ScenarioRuns;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Running;
using MarsDisk.Simulation.Plans;

using ParseResult = System.CommandLine.ParseResult;

namespace MarsDisk.Cli.Commands;

/// <summary><c>marsdisk run FILE</c>: one simulation here (experience.md §2.3).</summary>
internal static class RunCommand
{
    public static Command Build()
    {
        var options = new RunOptions();
        var command = new EndingCommand("run", "Runs one simulation here; the same command again continues it.", EndingCommand.LastCommit);
        options.AddTo(command);
        command.SetAction((line, _) => RunAsync(options, line));
        return command;
    }

    private static async Task<int> RunAsync(RunOptions options, ParseResult line)
    {
        if (options.Configuration.FileOf(line) is { } file && IsScenario(file))
            return await RunScenarioAsync(file, options, line);
        if (options.ForScenariosOnly(line) is { } foreign)
        {
            await Console.Error.WriteLineAsync($"{foreign.Name} is for scenarios (FILE.scenario); a configuration has no use for it.");
            return ExitCodes.Usage;
        }

        if (options.Limits.Read(line) is not { } limits || ConfigurationSources.Read(options, line) is not { } source)
            return ExitCodes.Usage;

        var plan = new PlanOptions
        {
            EnforcesMassBudget = line.GetValue(options.EnforceMassBudget),
            PhysicsModeSource = line.GetValue(options.PhysicsMode) is null ? "config" : "cli",
            ConfigurationPath = source.Path,
        };
        var preparation = RunPreparation.Prepare(source, ProcessEnvironment.Variables, plan);
        if (FindingsText.Print(preparation.Findings, line.GetValue(options.Strict), Console.Error) || preparation.Run is not { } prepared)
        {
            var exitCode = preparation.Run is null ? preparation.ExitCode : ExitCodes.Usage;
            return LastWords.RefuseConfiguration(source.Path, exitCode, line.GetValue(options.Progress.Json));
        }

        if (line.GetValue(options.DryRun))
            return DryRun.Print(prepared, OutputPath(options, line, prepared), line.GetValue(options.Progress.Json));
        var json = line.GetValue(options.Progress.Json);
        if (limits.Bound(prepared) is { } refused)
            return LastWords.Refuse(line.GetValue(options.Out) ?? prepared.Plan.Parameters.Io.Outdir, refused, json);
        if (OutputPath(options, line, prepared) is not { } path)
            return ExitCodes.Usage;
        return await RunExecution.ExecuteAsync(prepared, path, options.Progress, limits, line, reopensFailed: false);
    }

    private static bool IsScenario(string file) =>
        file.EndsWith(".scenario", StringComparison.Ordinal) || file.EndsWith(".ndjson", StringComparison.Ordinal);

    private static async Task<int> RunScenarioAsync(string file, RunOptions options, ParseResult line)
    {
        if (options.ForeignToScenarios(line) is { } foreign)
        {
            await Console.Error.WriteLineAsync(foreign == options.DryRun
                ? $"--dry-run is for configurations; a scenario is checked by: marsdisk scenario check {file}"
                : $"{foreign.Name} is for configurations; a scenario says such things itself, for the run that they concern.");
            return ExitCodes.Usage;
        }

        if (options.Limits.Read(line) is not { } limits)
            return ExitCodes.Usage;
        var request = options.Here.Read(line, file, line.GetValue(options.Progress.Json)) with
        {
            Root = line.GetValue(options.Root),
            AreFaultsAllowed = line.GetValue(options.Faults),
            IsQuiet = options.Progress.IsQuiet(line),
        };
        return await ScenarioExecution.ExecuteAsync(request, limits);
    }

    private static string? OutputPath(RunOptions options, ParseResult line, PreparedRun prepared)
    {
        var path = line.GetValue(options.Out) ?? prepared.Plan.Parameters.Io.Outdir;
        if (line.GetValue(options.New))
            return RunTargets.FirstFree(path);
        if (!line.GetValue(options.Replace) || line.GetValue(options.DryRun))
            return path;
        if (!line.GetValue(options.Yes) && !Confirmation.Asks($"move {path} aside and start anew?"))
            return null;
        if (RunTargets.MoveAside(path) is { } aside)
            Console.Error.WriteLine($"moved {path} to {aside}");
        return path;
    }
}
