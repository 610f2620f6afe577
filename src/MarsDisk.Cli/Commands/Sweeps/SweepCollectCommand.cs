using System.CommandLine;

using MarsDisk.Hosting;
using MarsDisk.Hosting.Sweeps;
using MarsDisk.Hosting.Sweeps.Results;

namespace MarsDisk.Cli.Commands.Sweeps;

/// <summary><c>marsdisk sweep collect DIR</c>: one table of parameters and results of all runs, finished or not.</summary>
internal static class SweepCollectCommand
{
    public static Command Build()
    {
        var directory = new Argument<string>("dir") { Description = "Directory of the sweep" };
        var command = new Command("collect", "Writes table.parquet and table.csv: parameters and results of all runs, in the order of the plan.") { directory };
        command.SetAction((line, _) => CollectAsync(line.GetRequiredValue(directory)));
        return command;
    }

    private static async Task<int> CollectAsync(string path)
    {
        var sweep = SweepTarget.OfDirectory(path);
        if (sweep.Manifest is not { } manifest)
            return sweep.ExitCode;

        var reports = new SweepSurvey(sweep.Directory!).Look(manifest);
        try
        {
            var missing = await SweepTable.PublishAsync(sweep.Directory!, manifest, reports, TimeProvider.System);
            foreach (var name in missing)
                await Console.Error.WriteLineAsync($"warning: no summary.json has a member {name}; its column is empty.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{path} cannot be used: {error.Message}");
            return ExitCodes.Unusable;
        }

        var unfinished = reports.Count(report => report.State is not (SweepRunState.Completed or SweepRunState.Failed));
        if (unfinished > 0)
            await Console.Error.WriteLineAsync($"{unfinished} of {reports.Count} runs have not ended; the column state says which.");
        Console.Out.WriteLine(Path.Combine(path, SweepTable.ParquetName));
        return ExitCodes.Done;
    }
}
