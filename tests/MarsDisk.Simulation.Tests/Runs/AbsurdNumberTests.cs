using MarsDisk.Configuration;
using MarsDisk.History.Columns;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.Planning;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Tables;

namespace MarsDisk.Simulation.Tests.Runs;

/// <summary>
/// Every number of the configuration, set to values that nobody means: each either is a finding with its place, or a run
/// that ends or fails with one sentence. Nothing else may come out.
/// </summary>
public sealed class AbsurdNumberTests
{
    private const int Steps = 10;

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var name in (string[])["supply_tau_stop", "sublimation_smol", "surface_ode_psitau"])
            {
                foreach (var number in (string[])["0", "-1", ".nan", ".inf", "1e308", "1e-200", "1e9", "1e-9"])
                    cases.Add(name, number);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_number_that_nobody_means_ends_in_a_finding_or_in_one_sentence(string name, string number)
    {
        var text = File.ReadAllText(Path.Combine(Plans.GoldenDirectory, name, "config.yaml"));
        var surprises = new List<string>();
        foreach (var key in KeyReference.Rows.Where(IsNumber))
        {
            var entry = $"{key.Path}={Spell(key, number)}";
            if (Surprise(text, name, entry) is { } surprise)
                surprises.Add($"{entry}: {surprise}");
        }

        Assert.True(surprises.Count == 0, string.Join('\n', surprises));
    }

    private static bool IsNumber(KeyRow key) =>
        !key.Path.Contains('[', StringComparison.Ordinal)
        && (key.Type.Contains("number", StringComparison.Ordinal) || key.Type.StartsWith("integer", StringComparison.Ordinal));

    private static string Spell(KeyRow key, string number)
    {
        if (key.Path == "qstar.coeff_table")
            return $"{{{number}: [{number}, {number}, {number}, {number}]}}";
        if (key.Type.StartsWith("list", StringComparison.Ordinal))
            return $"[{number}, 7.0]";
        return key.Type.StartsWith("mapping", StringComparison.Ordinal) ? $"{{k0: {number}}}" : number;
    }

    private static string? Surprise(string text, string name, string entry)
    {
        try
        {
            var loaded = ConfigurationLoader.Load(text, "test.yml", [new OverrideText(entry)]);
            if (loaded.Parameters is not { } parameters)
                return loaded.Findings.Any(finding => finding.Severity == Severity.Error) ? null : "refused without an error";

            var planned = RunPlanner.Plan(parameters, new TableFiles(Path.Combine(Plans.GoldenDirectory, name)));
            if (planned.Plan is not { } plan)
                return planned.Findings.Any(finding => finding.IsError) ? null : "not planned without an error";

            return Run(plan);
        }
        catch (StepFailedException failure)
        {
            return failure.Message.Contains('\n', StringComparison.Ordinal) ? failure.Message : null;
        }
        catch (Exception error)
        {
            return error.ToString();
        }
    }

    private static string? Run(RunPlan plan)
    {
        var steps = (int)Math.Min(plan.Time.Steps, Steps);
        using var buffer = new ChunkBuffer(plan.Schemas, steps);
        var integrator = new Integrator(plan, plan.NewState(), new FlushPolicy(steps, long.MaxValue, 1));
        integrator.Begin(buffer);
        integrator.Fill(steps);
        return integrator.HasBuffer && integrator.NextStep < steps && !integrator.HasEnded ? "stopped for no reason" : null;
    }
}
