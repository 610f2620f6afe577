using System.Globalization;
using System.Text.Json;

using MarsDisk.Hosting.Progress;
using MarsDisk.Hosting.Sweeps;

namespace MarsDisk.Cli.Output.Sweeps;

/// <summary>The answer of <c>sweep status</c>.</summary>
internal static class SweepStatusText
{
    public static void Write(
        SweepDirectory directory, SweepManifest manifest, IReadOnlyList<SweepRunReport> reports, bool onlyFailed, TimeProvider clock, TextWriter output)
    {
        var counts = SweepSurvey.Count(reports);
        if (!onlyFailed)
        {
            output.WriteLine($"sweep {manifest.Sweep} in {directory.Path}, plan {manifest.Hash.ToString()[..8]}{(directory.IsLed ? "" : ", watched over by nobody")}");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Words.Count(counts.Runs, "run")}: {counts.Completed} completed, {counts.Running} running, {counts.Waiting} waiting, {counts.Planned} planned, {counts.Failed} failed"));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {CommittedSteps(reports)} of {Steps(reports)} steps committed, ETA {(counts.AllEnded ? "0s" : ProgressText.Eta(SecondsLeft(reports, clock)))}"));
            foreach (var report in reports.Where(report => report.State is SweepRunState.Running or SweepRunState.Waiting))
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Word(report),-9} {Percent(report),5:0.0}%  {report.Run.Title}{Owner(report)}"));
        }

        foreach (var report in reports.Where(report => report.Failure is not null))
            output.WriteLine(SweepWords.Failure(manifest, report));
        if (onlyFailed && counts.Failed == 0)
            output.WriteLine("no run has failed.");
    }

    public static void WriteJson(
        SweepDirectory directory, SweepManifest manifest, IReadOnlyList<SweepRunReport> reports, bool onlyFailed, TimeProvider clock, TextWriter output)
    {
        var counts = SweepSurvey.Count(reports);
        output.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["schema"] = "marsdisk.sweep_status",
            ["schema_version"] = 1,
            ["sweep"] = manifest.Sweep,
            ["directory"] = directory.Path,
            ["hash"] = manifest.Hash.ToString(),
            ["is_watched_over"] = directory.IsLed,
            ["counts"] = SweepWords.Document(counts),
            ["steps"] = Steps(reports),
            ["committed_steps"] = CommittedSteps(reports),
            ["eta_s"] = counts.AllEnded ? 0 : SecondsLeft(reports, clock),
            ["runs"] = onlyFailed ? null : reports.Select(Run),
            ["failed"] = reports.Where(report => report.Failure is not null).Select(report => SweepWords.Document(manifest, report)),
        }));
    }

    private static Dictionary<string, object?> Run(SweepRunReport report)
    {
        var owner = report.State == SweepRunState.Running && !report.Ledger.Attempts.IsEmpty ? report.Ledger.Attempts[^1].Owner : null;
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["run"] = report.Run.Run.Value,
            ["directory"] = report.Run.Directory,
            ["state"] = Word(report),
            ["steps"] = report.Run.Steps,
            ["committed_steps"] = report.Ledger.EndStep,
            ["attempts"] = report.Ledger.Attempts.Count,
            ["node"] = owner?.Node,
            ["process_id"] = owner?.ProcessId,
        };
    }

    private static string Word(SweepRunReport report) => report.State.ToString().ToLowerInvariant();

    private static double Percent(SweepRunReport report) => 100.0 * report.Ledger.EndStep / Math.Max(1, report.Run.Steps);

    private static string Owner(SweepRunReport report) => report.State == SweepRunState.Running && !report.Ledger.Attempts.IsEmpty
        ? string.Create(CultureInfo.InvariantCulture, $"  by {report.Ledger.Attempts[^1].Owner.Node}, process {report.Ledger.Attempts[^1].Owner.ProcessId}")
        : "";

    private static long CommittedSteps(IReadOnlyList<SweepRunReport> reports) => reports.Sum(report => report.Ledger.EndStep);

    private static long Steps(IReadOnlyList<SweepRunReport> reports) =>
        reports.Sum(report => report.State == SweepRunState.Completed ? report.Ledger.EndStep : report.Run.Steps);

    // The rate of the attempts that are under way, each since it began.
    private static double? SecondsLeft(IReadOnlyList<SweepRunReport> reports, TimeProvider clock)
    {
        var rate = 0.0;
        foreach (var report in reports.Where(report => report.State == SweepRunState.Running && !report.Ledger.Attempts.IsEmpty))
        {
            var attempt = report.Ledger.Attempts[^1];
            rate += (report.Ledger.EndStep - attempt.FirstStep) / Math.Max(1e-3, (clock.GetUtcNow() - attempt.Owner.WallTime).TotalSeconds);
        }

        return rate > 0 ? (Steps(reports) - CommittedSteps(reports)) / rate : null;
    }
}
