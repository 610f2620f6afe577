using MarsDisk.History.Schemas;

namespace MarsDisk.History.Tables;

/// <summary>Columns 51 to 93 of run: supply of fresh material, its routing, and the motion of the colliding bodies.</summary>
internal static class RunSupplyColumns
{
    private const string Flux = "kg m^-2 s^-1";
    private const string One = "dimensionless";

    public static void AddTo(SchemaBuilder columns)
    {
        AddRates(columns);
        AddRouting(columns);
        AddMotion(columns);
        AddControls(columns);
    }

    private static void AddRates(SchemaBuilder columns)
    {
        columns.Live("prod_subblow_area_rate", StepFact.ProdSubblowAreaRate, Flux, "Supply rate applied in the step.");
        columns.Live("prod_subblow_area_rate_raw", StepFact.ProdSubblowAreaRateRaw, Flux, "Supply rate before the mixing efficiency.");
        columns.Live("dotSigma_prod", StepFact.DotSigmaProd, Flux, "Supply rate after mixing, temperature, feedback and reservoir; 0 while a gate is closed.");
        columns.Constant("mu_orbit10pct", StepFact.MuOrbit10Pct, One, "Configured supply strength mu; missing when the configuration gives a rate instead.");
        columns.Constant("epsilon_mix", StepFact.EpsilonMix, One, "Configured mixing efficiency.");
        columns.Live("prod_rate_raw", StepFact.ProdRateRaw, Flux, "Supply rate before it is routed; 0 while a gate is closed.");
        columns.Live("prod_rate_applied_to_surf", StepFact.ProdRateAppliedToSurf, Flux, "Supply rate that reaches the surface layer.");
    }

    private static void AddRouting(SchemaBuilder columns)
    {
        columns.Live("prod_rate_diverted_to_deep", StepFact.ProdRateDivertedToDeep, Flux, "Net supply rate diverted to the deep reservoir.");
        columns.Live("prod_rate_into_deep", StepFact.ProdRateIntoDeep, Flux, "Gross supply rate into the deep reservoir.");
        columns.Live("deep_to_surf_flux_attempt", StepFact.DeepToSurfFluxAttempt, Flux, "Flux that the deep reservoir would return to the surface layer.");
        columns.Live("deep_to_surf_flux", StepFact.DeepToSurfFlux, Flux, "Flux that the deep reservoir returns to the surface layer.");
        columns.Same("deep_to_surf_flux_applied", "deep_to_surf_flux", "Flux returned from the deep reservoir, the same as deep_to_surf_flux.");
        columns.Live("supply_rate_nominal", StepFact.SupplyRateNominal, Flux, "Raw supply rate times mixing efficiency; 0 while a gate is closed.");
        columns.Same("supply_rate_scaled", "dotSigma_prod", "Supply rate after all scalings, the same as dotSigma_prod.");
        columns.Same("supply_rate_applied", "prod_rate_applied_to_surf", "Supply rate that reaches the surface layer, the same as prod_rate_applied_to_surf.");
        columns.Constant("supply_tau_clip_spill_rate", StepFact.SupplyTauClipSpillRate, Flux, "Flux removed by the retired optical-depth clip; always 0.");
        columns.Same("supply_headroom", "headroom", "Room below the optical-depth limit, the same as headroom.");
        columns.Live("supply_clip_factor", StepFact.SupplyClipFactor, One, "Applied divided by scaled supply rate; missing if nothing is supplied.");
        columns.Live("supply_visibility_factor", StepFact.SupplyVisibilityFactor, One, "Applied supply rate divided by the rate before routing.");
        columns.Flag("supply_blocked_by_headroom", StepFact.SupplyBlockedByHeadroom, "Whether missing room below the optical-depth limit blocks the supply.");
        columns.Flag("supply_mixing_limited", StepFact.SupplyMixingLimited, "Whether deep mixing delivered nothing.");
        columns.Echo("supply_transport_mode", StepFact.SupplyTransportMode, "Configured way of the supply into the surface layer.", "direct", "deep_mixing");
    }

    private static void AddMotion(SchemaBuilder columns)
    {
        columns.Live("e_kernel_used", StepFact.EKernelUsed, One, "Eccentricity in the collision kernel; missing without a collision step.");
        columns.Live("i_kernel_used", StepFact.IKernelUsed, One, "Inclination in the collision kernel in radians; missing without a collision step.");
        columns.Live("e_kernel_base", StepFact.EKernelBase, One, "Eccentricity before the motion of the supply is blended in; missing without a collision step.");
        columns.Live("i_kernel_base", StepFact.IKernelBase, One, "Inclination in radians before the motion of the supply is blended in; missing without a collision step.");
        columns.Live("e_kernel_supply", StepFact.EKernelSupply, One, "Eccentricity of the supplied material; missing without a collision step.");
        columns.Live("i_kernel_supply", StepFact.IKernelSupply, One, "Inclination of the supplied material in radians; missing without a collision step.");
        columns.Same("e_kernel_effective", "e_kernel_used", "Eccentricity after blending, the same as e_kernel_used.");
        columns.Same("i_kernel_effective", "i_kernel_used", "Inclination in radians after blending, the same as i_kernel_used.");
        columns.Missing("e_state_next", One, "Never has a value, because damping is not part of the model; kept for readers of the reference.");
        columns.Missing("i_state_next", One, "Never has a value, because damping is not part of the model; kept for readers of the reference.");
        columns.Missing("t_damp_collisions", "s", "Never has a value, because damping is not part of the model; kept for readers of the reference.");
        columns.Missing("e_eq_target", One, "Never has a value, because damping is not part of the model; kept for readers of the reference.");
        columns.Live("supply_velocity_weight_w", StepFact.SupplyVelocityWeightW, One, "Weight of the supplied material in the blended motion.");
    }

    private static void AddControls(SchemaBuilder columns)
    {
        columns.Live("supply_temperature_scale", StepFact.SupplyTemperatureScale, One, "Factor of the temperature control on the supply rate; 1 when it is off.");
        columns.Live("supply_temperature_value", StepFact.SupplyTemperatureValue, One, "Value of the temperature control, a factor or a rate in kg m^-2 s^-1; missing when it is off.");
        columns.Word("supply_temperature_value_kind", StepFact.SupplyTemperatureValueKind, "What supply_temperature_value is.", "scale", "rate");
        columns.Live("supply_feedback_scale", StepFact.SupplyFeedbackScale, One, "Factor of the optical-depth feedback on the supply rate; 1 when it is off.");
        columns.Live("supply_feedback_error", StepFact.SupplyFeedbackError, One, "Relative distance from the feedback target; missing when feedback is off.");
        columns.Live("supply_reservoir_remaining_Mmars", StepFact.SupplyReservoirRemainingMmars, "M_Mars", "Mass left in the supply reservoir; missing without a reservoir.");
        columns.Live("supply_reservoir_fraction", StepFact.SupplyReservoirFraction, One, "Fraction of the supply reservoir that is left; missing without a reservoir.");
        columns.Flag("supply_reservoir_clipped", StepFact.SupplyReservoirClipped, "Whether the reservoir limited the supply in the step.");
    }
}
