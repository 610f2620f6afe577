using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Results.Overview;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Results.Summary;

/// <summary>External supply.</summary>
internal static class SummarySupply
{
    public static void Add(JsonMembers document, RunPlan plan, RunState end, Func<string, double> median)
    {
        var (supply, statistics) = (plan.Parameters.Supply, end.Statistics);
        document["effective_prod_rate_kg_m2_s"] = EffectiveRate(plan);
        document["supply_rate_nominal_kg_m2_s"] = NominalRate(plan, statistics);
        document["supply_rate_scaled_initial_kg_m2_s"] = statistics.SupplyScaledFirst;
        document["supply_mu_orbit10pct"] = supply.Const.MuOrbit10pct;
        document["supply_mu_reference_tau"] = supply.Const.MuReferenceTau ?? 1.0;
        document["supply_orbit_fraction_at_mu1"] = supply.Const.OrbitFractionAtMu1;
        document["supply_headroom_policy"] = SupplyOverview.HeadroomPolicy(plan.Parameters);
        document["supply_clip_time_fraction"] = SupplyOverview.Fraction(plan, end, statistics.ClippedSteps);
        document["supply_blocked_fraction"] = SupplyOverview.Fraction(plan, end, end.Supply.BlockedSteps);
        document["supply_mixing_fraction"] = SupplyOverview.Fraction(plan, end, end.Supply.MixingLimitedSteps);
        SummaryJson.AddTriple(document, "supply_visibility", statistics.Visibility, median, "supply_visibility_factor");
        document["supply_transport_mode"] = supply.Transport.Mode.Word();
        document["supply_transport_t_mix_orbits"] = supply.Transport.TMixOrbits;
        document["supply_transport_headroom_gate"] = supply.Transport.HeadroomGate.Word();
        AddVelocity(document, supply.Injection.Velocity);
        AddFeedback(document, supply.Feedback, end, median);
        AddTemperature(document, supply.Temperature, end, median);
        AddReservoir(document, plan, end, median);
        document["supply_clipping"] = SupplyOverview.Clipping(plan, end, median);
        document["supply_spill"] = SupplyOverview.Spill();
    }

    /// <summary>Rate of a constant supply behind the mixing, kg m⁻² s⁻¹; null for the other modes and without supply.</summary>
    public static double? EffectiveRate(RunPlan plan) =>
        plan.Supply is { IsEnabled: true, ConstantRate: { } rate } ? rate * plan.Supply.Mixing : null;

    /// <summary>The same, or the first rate that the series holds, kg m⁻² s⁻¹.</summary>
    public static double NominalRate(RunPlan plan, RunStatistics statistics) =>
        EffectiveRate(plan) ?? (plan.Supply.IsEnabled ? statistics.SupplyNominalFirst : 0);

    private static void AddVelocity(JsonMembers document, InjectionVelocityParameters velocity)
    {
        document["supply_velocity_mode"] = velocity.Mode.Word();
        document["supply_velocity_blend_mode"] = velocity.BlendMode.Word();
        document["supply_velocity_weight_mode"] = velocity.WeightMode.Word();
        document["supply_velocity_e_inj"] = velocity.EInj;
        document["supply_velocity_i_inj"] = velocity.IInj;
        document["supply_velocity_vrel_factor"] = velocity.VrelFactor;
    }

    private static void AddFeedback(
        JsonMembers document, SupplyFeedbackParameters feedback, RunState end, Func<string, double> median)
    {
        document["supply_feedback_enabled"] = feedback.Enabled;
        document["supply_feedback_target_tau"] = feedback.TargetTau;
        document["supply_feedback_gain"] = feedback.Gain;
        document["supply_feedback_response_time_years"] = feedback.ResponseTimeYears;
        AddScale(document, "supply_feedback_scale", feedback.Enabled, end.Supply.Feedback, end.Statistics, median);
    }

    private static void AddTemperature(
        JsonMembers document, SupplyTemperatureParameters temperature, RunState end, Func<string, double> median)
    {
        document["supply_temperature_enabled"] = temperature.Enabled;
        document["supply_temperature_mode"] = temperature.Mode.Word();
        document["supply_temperature_value_kind"] = temperature.Table.ValueKind.Word();
        document["supply_temperature_table_path"] = temperature.Table.Path;
        AddScale(document, "supply_temperature_scale", temperature.Enabled, end.Supply.Temperature, end.Statistics, median);
    }

    // A control that is off left every evaluation of the supply with a scale of one.
    private static void AddScale(
        JsonMembers document, string name, bool isOn, Extremes scales, RunStatistics statistics, Func<string, double> median)
    {
        if (isOn)
        {
            SummaryJson.AddTriple(document, name, scales, median, name);
            return;
        }

        var scale = double.IsNaN(statistics.Visibility.Largest) ? double.NaN : 1.0;
        foreach (var end in (ReadOnlySpan<string>)["_min", "_median", "_max"])
            document[name + end] = scale;
    }

    private static void AddReservoir(JsonMembers document, RunPlan plan, RunState end, Func<string, double> median)
    {
        foreach (var (key, value) in SupplyOverview.Reservoir(plan, end.Supply))
            document["supply_" + key] = value;
        document["supply_reservoir_remaining_stats_Mmars"] = new JsonMembers
        {
            ["min"] = end.Supply.Remaining.Smallest,
            ["median"] = plan.Supply.Controls.Reservoir is null ? double.NaN : median("supply_reservoir_remaining_Mmars"),
            ["max"] = end.Supply.Remaining.Largest,
        };
    }
}
