using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Results;

/// <summary>External supply.</summary>
internal static class SummarySupply
{
    public static void Add(JsonMembers document, RunPlan plan, RunState end, Func<string, double> median)
    {
        var (supply, statistics) = (plan.Parameters.Supply, end.Statistics);
        var effective = plan.Supply is { IsEnabled: true, ConstantRate: { } rate } ? rate * plan.Supply.Mixing : (double?)null;
        document["effective_prod_rate_kg_m2_s"] = effective;
        document["supply_rate_nominal_kg_m2_s"] = effective ?? FirstNominal(plan, statistics);
        document["supply_rate_scaled_initial_kg_m2_s"] = statistics.SupplyScaledFirst;
        document["supply_mu_orbit10pct"] = supply.Const.MuOrbit10pct;
        document["supply_mu_reference_tau"] = supply.Const.MuReferenceTau ?? 1.0;
        document["supply_orbit_fraction_at_mu1"] = supply.Const.OrbitFractionAtMu1;
        document["supply_headroom_policy"] = plan.Parameters.OpticalDepth is null ? supply.HeadroomPolicy.Word() : "none";
        document["supply_clip_time_fraction"] = 0.0;
        document["supply_blocked_fraction"] = 0.0;
        document["supply_mixing_fraction"] = 0.0;
        SummaryJson.AddTriple(document, "supply_visibility", statistics.Visibility, median, "supply_visibility_factor");
        document["supply_transport_mode"] = supply.Transport.Mode.Word();
        document["supply_transport_t_mix_orbits"] = supply.Transport.TMixOrbits;
        document["supply_transport_headroom_gate"] = supply.Transport.HeadroomGate.Word();
        AddVelocity(document, supply.Injection.Velocity);
        document["supply_clipping"] = Clipping(statistics, median);
    }

    private static double FirstNominal(RunPlan plan, RunStatistics statistics) =>
        plan.Supply.IsEnabled ? statistics.SupplyNominalFirst : 0;

    private static void AddVelocity(JsonMembers document, InjectionVelocityParameters velocity)
    {
        document["supply_velocity_mode"] = velocity.Mode.Word();
        document["supply_velocity_blend_mode"] = velocity.BlendMode.Word();
        document["supply_velocity_weight_mode"] = velocity.WeightMode.Word();
        document["supply_velocity_e_inj"] = velocity.EInj;
        document["supply_velocity_i_inj"] = velocity.IInj;
        document["supply_velocity_vrel_factor"] = velocity.VrelFactor;
    }

    private static JsonMembers Clipping(RunStatistics statistics, Func<string, double> median)
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
}
