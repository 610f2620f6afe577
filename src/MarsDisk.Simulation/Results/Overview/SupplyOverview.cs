using MarsDisk.Physics.Constants;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Results.Overview;

/// <summary>The parts of the supply that both documents repeat.</summary>
internal static class SupplyOverview
{
    /// <summary>The headroom policy; an optical-depth target leaves none.</summary>
    public static string HeadroomPolicy(RunParameters parameters) =>
        parameters.OpticalDepth is null ? parameters.Supply.HeadroomPolicy.Word() : "none";

    /// <summary>The finite reservoir: its settings, and what is left of it.</summary>
    public static JsonMembers Reservoir(RunPlan plan, SupplyState end)
    {
        var reservoir = plan.Parameters.Supply.Reservoir;
        var total = plan.Supply.Controls.Reservoir?.Capacity / PhysicalConstants.MarsMass;
        var remaining = total is null ? (double?)null : end.ReservoirMass / PhysicalConstants.MarsMass;
        return new()
        {
            ["reservoir_enabled"] = total is not null,
            ["reservoir_mode"] = reservoir.DepletionMode.Word(),
            ["reservoir_taper_fraction"] = reservoir.TaperFraction,
            ["reservoir_smooth_fraction"] = reservoir.TaperFraction,
            ["reservoir_mass_total_Mmars"] = reservoir.MassTotalMmars,
            ["reservoir_remaining_Mmars"] = remaining,
            ["reservoir_mass_used_Mmars"] = total - remaining,
            ["reservoir_fraction_final"] = total > 0 ? remaining / total : null,
            ["reservoir_depletion_time_s"] = double.IsNaN(end.DepletionTime) ? null : end.DepletionTime,
        };
    }

    /// <summary>How much of the supply reached the layer.</summary>
    public static JsonMembers Clipping(RunPlan plan, RunState end, Func<string, double> median)
    {
        var clipping = new JsonMembers
        {
            ["blocked_fraction"] = Fraction(plan, end, end.Supply.BlockedSteps),
            ["clip_time_fraction"] = Fraction(plan, end, end.Statistics.ClippedSteps),
            ["mixing_fraction"] = Fraction(plan, end, end.Supply.MixingLimitedSteps),
        };
        clipping["headroom_min"] = end.Supply.Headroom.Smallest;
        clipping["headroom_median"] = plan.Supply.Controls.HasHeadroom ? median("headroom") : double.NaN;
        clipping["headroom_max"] = end.Supply.Headroom.Largest;
        SummaryJson.AddTriple(clipping, "clip_factor", end.Statistics.ClipFactor, median, "supply_clip_factor");
        SummaryJson.AddTriple(clipping, "visibility", end.Statistics.Visibility, median, "supply_visibility_factor");
        return clipping;
    }

    /// <summary>Share of the simulated time in so many steps.</summary>
    public static double Fraction(RunPlan plan, RunState end, long steps) =>
        end.Statistics.Elapsed > 0 ? Math.Min(steps * plan.Time.Step / end.Statistics.Elapsed, 1) : 0;

    /// <summary>What was spilled: nothing, the spill is retired.</summary>
    public static JsonMembers Spill() => new()
    {
        ["rate_min"] = 0.0,
        ["rate_median"] = 0.0,
        ["rate_max"] = 0.0,
        ["active_fraction"] = 0.0,
        ["M_loss_cum"] = 0.0,
    };
}
