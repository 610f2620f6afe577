using MarsDisk.Physics.Constants;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Results.Overview;
using MarsDisk.Simulation.Results.Settings;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Results;

/// <summary>Builds the final <c>run_config.json</c>: what was asked for, and what the run made of it (runner §3.8).</summary>
public static class RunConfigJson
{
    /// <summary>Writes the document.</summary>
    /// <param name="output">Receives the text.</param>
    /// <param name="plan">The run.</param>
    /// <param name="end">The state behind the last step.</param>
    /// <param name="median">Median of a column of the main series by name, as for <see cref="SummaryJson"/>.</param>
    /// <param name="additions">What the host adds or replaces: times, program, input files.</param>
    public static void Write(
        TextWriter output,
        RunPlan plan,
        RunState end,
        Func<string, double> median,
        IReadOnlyDictionary<string, object?>? additions = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(end);
        ArgumentNullException.ThrowIfNull(median);
        var document = Build(plan, end, median);
        foreach (var (key, value) in additions ?? new JsonMembers())
            document[key] = value;
        JsonText.Write(output, document);
    }

    private static JsonMembers Build(RunPlan plan, RunState end, Func<string, double> median)
    {
        var document = new JsonMembers
        {
            ["beta_formula"] = "beta = 3 σ_SB T_M^4 R_M^2 Q_pr / (4 G M_M c ρ s)",
            ["s_blow_formula"] = "s_blow = 3 σ_SB T_M^4 R_M^2 Q_pr / (2 G M_M c ρ)",
            ["defaults"] = Defaults(),
            ["constants"] = Constants(),
            ["scope_limitations"] = ScopeOverview.Detailed(plan, end),
            ["process_overview"] = ProcessOverview.Of(plan, end),
            ["solar_radiation"] = RadiationOverview.Solar(plan.Parameters),
            ["temperature_driver"] = RadiationOverview.Driver(plan),
            ["supply"] = SupplySettings.Of(plan, end, median),
            ["qstar"] = StrengthSettings.Of(plan),
            ["sublimation_provenance"] = SublimationSettings.Of(plan, end.Statistics),
        };
        StartSettings.Add(document, plan);
        InputSettings.Add(document, plan, end);
        ControlSettings.Add(document, plan);
        return document;
    }

    private static JsonMembers Defaults() => new()
    {
        ["Q_pr"] = 1.0,
        ["rho"] = new MaterialParameters().Rho,
        ["T_M_range_K"] = new object?[] { ModelLimits.MarsTemperatureMin, ModelLimits.MarsTemperatureMax },
        ["beta_threshold"] = ModelLimits.BlowoutBeta,
    };

    private static JsonMembers Constants() => new()
    {
        ["G"] = PhysicalConstants.Gravitation,
        ["C"] = PhysicalConstants.SpeedOfLight,
        ["SIGMA_SB"] = PhysicalConstants.StefanBoltzmann,
        ["M_MARS"] = PhysicalConstants.MarsMass,
        ["R_MARS"] = PhysicalConstants.MarsRadius,
    };
}
