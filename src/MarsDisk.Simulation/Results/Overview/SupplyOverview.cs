using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Results.Overview;

/// <summary>The parts of the supply that both documents repeat.</summary>
internal static class SupplyOverview
{
    /// <summary>The headroom policy; an optical-depth target leaves none.</summary>
    public static string HeadroomPolicy(RunParameters parameters) =>
        parameters.OpticalDepth is null ? parameters.Supply.HeadroomPolicy.Word() : "none";

    /// <summary>The finite reservoir, which this product does not compute: only its settings have values.</summary>
    public static JsonMembers Reservoir(SupplyReservoirParameters reservoir) => new()
    {
        ["reservoir_enabled"] = reservoir.Enabled,
        ["reservoir_mode"] = reservoir.DepletionMode.Word(),
        ["reservoir_taper_fraction"] = reservoir.TaperFraction,
        ["reservoir_smooth_fraction"] = reservoir.TaperFraction,
        ["reservoir_mass_total_Mmars"] = reservoir.MassTotalMmars,
        ["reservoir_remaining_Mmars"] = null,
        ["reservoir_mass_used_Mmars"] = null,
        ["reservoir_fraction_final"] = null,
        ["reservoir_depletion_time_s"] = null,
    };

    /// <summary>How much of the supply reached the layer.</summary>
    public static JsonMembers Clipping(RunStatistics statistics, Func<string, double> median)
    {
        var clipping = new JsonMembers
        {
            ["blocked_fraction"] = 0.0,
            ["clip_time_fraction"] = 0.0,
            ["mixing_fraction"] = 0.0,
            ["headroom_min"] = double.NaN,
            ["headroom_median"] = double.NaN,
            ["headroom_max"] = double.NaN,
        };
        SummaryJson.AddTriple(clipping, "clip_factor", statistics.ClipFactor, median, "supply_clip_factor");
        SummaryJson.AddTriple(clipping, "visibility", statistics.Visibility, median, "supply_visibility_factor");
        return clipping;
    }

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
