using MarsDisk.Physics.Constants;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Tests.Golden;

/// <summary>
/// Absolute tolerances of columns that are differences of nearly equal numbers, where two correct programs differ by
/// the rounding of what was subtracted (runner §5.4).
/// </summary>
internal static class Tolerances
{
    private const double Rounding = 1e-14;

    public static double Absolute(string column, RunPlan plan)
    {
        var sigma = Math.Max(plan.Start.SurfaceDensity, 0);
        var mass = sigma * plan.Orbit.Area / PhysicalConstants.MarsMass;
        return column switch
        {
            "smol_mass_error" => Rounding,
            "error_percent" => 1e-12,
            "smol_sigma_loss" or "smol_mass_budget_delta" => Rounding * sigma,
            "mass_diff" or "mass_remaining" or "mass_total_bins" => Rounding * plan.Start.Mass,
            _ when column.EndsWith("_step", StringComparison.Ordinal) => Rounding * mass,
            _ when column.EndsWith("_avg", StringComparison.Ordinal) => Rounding * mass / plan.Time.Step,
            "M_sink_dot" or "dM_dt_surface_total" => Rounding * mass / plan.Time.Step,
            "dSigma_dt_sinks" or "dSigma_dt_sublimation" or "dSigma_dt_total" => Rounding * sigma / plan.Time.Step,
            _ => 0,
        };
    }
}
