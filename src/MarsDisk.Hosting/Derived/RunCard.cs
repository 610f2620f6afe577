using System.Globalization;

using MarsDisk.Hosting.Identity;
using MarsDisk.Physics.Constants;

namespace MarsDisk.Hosting.Derived;

/// <summary><c>run_card.md</c>: the same as the documents say, for people (runner.md §3.9).</summary>
internal static class RunCard
{
    public static void Write(FinishedRun run, TextWriter output)
    {
        var plan = run.Prepared.Plan;
        output.WriteLine($"# Run {run.Ledger.Started!.PlanHash.ToString()[..12]}");
        output.WriteLine();
        output.WriteLine("## Artifacts");
        output.WriteLine();
        foreach (var file in run.Ledger.TableFiles())
            output.WriteLine(Line($"- {file.Name}: {file.Rows} rows, {file.Bytes} bytes"));
        output.WriteLine("- summary.json, run_config.json, checks/mass_budget.csv, orbit_rollup.csv");
        output.WriteLine();
        output.WriteLine("## Configuration");
        output.WriteLine();
        output.WriteLine($"- source: {run.Prepared.Source.Path}");
        output.WriteLine($"- physics_mode: {plan.Parameters.PhysicsMode}");
        output.WriteLine(Line($"- radius: {plan.Orbit.Radius / PhysicalConstants.MarsRadius:G6} R_Mars"));
        output.WriteLine(Line($"- steps: {run.Ledger.EndStep} of {plan.Time.Steps}, {plan.Time.Step:R} s each"));
        output.WriteLine(Line($"- seed: {plan.Excitation.Seed}"));
        output.WriteLine();
        output.WriteLine("## Environment");
        output.WriteLine();
        output.WriteLine($"- program: marsdisk {(string?)Records.RunDocument.Read(run.Directory.Root)?["software"]?["version"] ?? Records.ProgramVersion.Number}");
        output.WriteLine($"- physics: {PhysicsFingerprint.Text}");
        output.WriteLine(Line($"- attempts: {run.Ledger.Attempts.Count}"));
        output.WriteLine();
        output.WriteLine("## Q_pr provenance");
        output.WriteLine();
        output.WriteLine($"- source: {plan.Radiation.Source}");
        output.WriteLine($"- table: {plan.Radiation.Path ?? "none"}");
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
