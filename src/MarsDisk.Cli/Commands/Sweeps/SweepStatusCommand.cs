using System.CommandLine;

using MarsDisk.Cli.Output.Sweeps;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Sweeps;

namespace MarsDisk.Cli.Commands.Sweeps;

/// <summary><c>marsdisk sweep status DIR</c>: reads the journals of all runs and disturbs nobody.</summary>
internal static class SweepStatusCommand
{
    public static Command Build()
    {
        var directory = new Argument<string>("dir") { Description = "Directory of the sweep" };
        var failed = new Option<bool>("--failed") { Description = "Only runs that failed" };
        var json = new Option<bool>("--json") { Description = "One JSON document on standard output" };
        var command = new Command("status", "Says how far a sweep is, who works on it, and why runs failed.") { directory, failed, json };
        command.SetAction(line => Show(line.GetRequiredValue(directory), line.GetValue(failed), line.GetValue(json)));
        return command;
    }

    private static int Show(string path, bool onlyFailed, bool isJson)
    {
        var sweep = SweepTarget.OfDirectory(path);
        if (sweep.Manifest is not { } manifest)
            return SweepWords.RefuseTarget(path, sweep.ExitCode, isJson);

        var reports = new SweepSurvey(sweep.Directory!).Look(manifest);
        if (isJson)
            SweepStatusText.WriteJson(sweep.Directory!, manifest, reports, onlyFailed, TimeProvider.System, Console.Out);
        else
            SweepStatusText.Write(sweep.Directory!, manifest, reports, onlyFailed, TimeProvider.System, Console.Out);
        return reports.Any(report => report.State == SweepRunState.Failed) ? ExitCodes.PartlyDone : ExitCodes.Done;
    }
}
