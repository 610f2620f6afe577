using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Results.Overview;
using MarsDisk.Simulation.Results.Summary;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Results.Settings;

/// <summary>The supply: its settings and the rates that follow.</summary>
internal static class SupplySettings
{
    public static JsonMembers Of(RunPlan plan, RunState end, Func<string, double> median)
    {
        var statistics = end.Statistics;
        var supply = plan.Parameters.Supply;
        var document = new JsonMembers
        {
            ["enabled"] = supply.Enabled,
            ["mode"] = supply.Mode.Word(),
            ["const_prod_area_rate_kg_m2_s"] = plan.Supply.IsEnabled ? plan.Supply.ConstantRate : 0.0,
            ["epsilon_mix"] = supply.Mixing.EpsilonMix,
            ["effective_prod_rate_kg_m2_s"] = SummarySupply.EffectiveRate(plan),
            ["supply_rate_nominal_kg_m2_s"] = SummarySupply.NominalRate(plan, statistics),
            ["supply_rate_scaled_initial_kg_m2_s"] = statistics.SupplyScaledFirst,
            ["supply_clip_time_fraction"] = SupplyOverview.Fraction(plan, end, statistics.ClippedSteps),
            ["mu_orbit10pct"] = supply.Const.MuOrbit10pct,
            ["orbit_fraction_at_mu1"] = supply.Const.OrbitFractionAtMu1,
            ["table_path"] = supply.Table.Path,
            ["headroom_policy"] = SupplyOverview.HeadroomPolicy(plan.Parameters),
            ["clipping"] = SupplyOverview.Clipping(plan, end, median),
            ["spill"] = SupplyOverview.Spill(),
            ["transport_mode"] = supply.Transport.Mode.Word(),
            ["transport_t_mix_orbits"] = supply.Transport.TMixOrbits,
            ["transport_headroom_gate"] = supply.Transport.HeadroomGate.Word(),
            ["injection_velocity"] = Velocity(supply.Injection.Velocity),
        };
        AddReservoir(document, plan, end.Supply);
        AddFeedback(document, supply.Feedback);
        AddTemperature(document, supply.Temperature);
        return document;
    }

    private static JsonMembers Velocity(InjectionVelocityParameters velocity) => new()
    {
        ["mode"] = velocity.Mode.Word(),
        ["blend_mode"] = velocity.BlendMode.Word(),
        ["weight_mode"] = velocity.WeightMode.Word(),
        ["e_inj"] = velocity.EInj,
        ["i_inj"] = velocity.IInj,
        ["vrel_factor"] = velocity.VrelFactor,
    };

    private static void AddReservoir(JsonMembers document, RunPlan plan, SupplyState end)
    {
        foreach (var (key, value) in SupplyOverview.Reservoir(plan, end))
            document[key == "reservoir_remaining_Mmars" ? "reservoir_remaining_Mmars_final" : key] = value;
    }

    private static void AddFeedback(JsonMembers document, SupplyFeedbackParameters feedback)
    {
        document["feedback_enabled"] = feedback.Enabled;
        document["feedback_target_tau"] = feedback.TargetTau;
        document["feedback_gain"] = feedback.Gain;
        document["feedback_response_time_years"] = feedback.ResponseTimeYears;
        document["feedback_min_scale"] = feedback.MinScale;
        document["feedback_max_scale"] = feedback.MaxScale;
        document["feedback_tau_field"] = feedback.TauField.Word();
        document["feedback_initial_scale"] = feedback.InitialScale;
    }

    private static void AddTemperature(JsonMembers document, SupplyTemperatureParameters temperature)
    {
        document["temperature_enabled"] = temperature.Enabled;
        document["temperature_mode"] = temperature.Mode.Word();
        document["temperature_reference_K"] = temperature.ReferenceK;
        document["temperature_exponent"] = temperature.Exponent;
        document["temperature_scale_at_reference"] = temperature.ScaleAtReference;
        document["temperature_floor"] = temperature.Floor;
        document["temperature_cap"] = temperature.Cap;
        document["temperature_table_path"] = temperature.Table.Path;
        document["temperature_table_value_kind"] = temperature.Table.ValueKind.Word();
    }
}
