using MarsDisk.Simulation.Parameters;
using static MarsDisk.Configuration.Keys.Bounds;
using static MarsDisk.Configuration.Keys.KeyDefinition;
using static MarsDisk.Configuration.Keys.KeyStatus;
using static MarsDisk.Configuration.Keys.Types.KeyTypes;

namespace MarsDisk.Configuration.Keys.Sections;

/// <summary>Keys of supply beyond the default scheme.</summary>
internal static class SupplyLegacyKeys
{
    public static IReadOnlyList<KeyDefinition> All { get; } =
    [
        new("supply.reservoir.enabled", Flag, false, "", Any, Legacy,
            "Whether the supply draws on a finite reservoir"),
        new("supply.reservoir.mass_total_Mmars", Number.OrNull, null, "M_Mars", AtLeast(0), Legacy,
            "Mass of the reservoir"),
        new("supply.reservoir.depletion_mode",
            Choice(typeof(DepletionMode), new("smooth", "taper", IsDeprecated: true)),
            "hard_stop", "", Any, Legacy, "How the supply ends when the reservoir does"),
        new("supply.reservoir.taper_fraction", Number, 0.05, "", Between(0, 1), Legacy,
            "Fraction of the reservoir over which the supply fades"),
        new("supply.feedback.enabled", Flag, false, "", Any, Legacy, "Whether the supply follows the optical depth"),
        new("supply.feedback.target_tau", Number, 1.0, "", Any, Legacy, "Optical depth that the control aims at"),
        new("supply.feedback.gain", Number, 1.0, "", Any, Legacy, "Gain of the control"),
        new("supply.feedback.response_time_years", Number, 0.5, "yr", Above(0), Legacy,
            "Response time of the control"),
        new("supply.feedback.min_scale", Number, 1e-6, "", AtLeast(0), Legacy, "Smallest factor of the supply"),
        new("supply.feedback.max_scale", Number, 10.0, "", Above(0), Legacy, "Largest factor of the supply"),
        new("supply.feedback.tau_field", Choice(typeof(OpticalDepthField)), "tau_los", "", Any, Legacy,
            "Optical depth that the control reads"),
        new("supply.feedback.initial_scale", Number, 1.0, "", Any, Legacy, "Factor of the supply at the start"),
        new("supply.temperature.enabled", Flag, false, "", Any, Legacy, "Whether the supply follows the temperature"),
        new("supply.temperature.mode", Choice(typeof(SupplyTemperatureMode)), "scale", "", Any, Legacy,
            "Power law or table"),
        new("supply.temperature.reference_K", Number, 1800.0, "K", Above(0), Legacy,
            "Reference temperature of the power law"),
        new("supply.temperature.exponent", Number, 1.0, "", Any, Legacy, "Exponent of the power law"),
        new("supply.temperature.scale_at_reference", Number, 1.0, "", Any, Legacy,
            "Factor at the reference temperature"),
        new("supply.temperature.floor", Number, 0.0, "", Any, Legacy, "Smallest factor"),
        new("supply.temperature.cap", Number, 10.0, "", Above(0), Legacy, "Largest factor"),
        new("supply.temperature.table.path", FilePath, "data/supply_temperature_map.csv", "", Any, Legacy,
            "File of the table"),
        new("supply.temperature.table.value_kind", Choice(typeof(SupplyValueKind)), "scale", "", Any, Legacy,
            "Whether the table holds factors or rates"),
        new("supply.temperature.table.column_temperature", Text, "T_K", "", Any, Legacy,
            "Name of the temperature column"),
        new("supply.temperature.table.column_value", Text, "value", "", Any, Legacy, "Name of the value column"),
        new("supply.transport.mode", Choice(typeof(TransportMode)), "direct", "", Any, Essential,
            "Directly or through a deep layer"),
        new("supply.transport.t_mix_orbits", Number.OrNull, null, "orbit", AtLeast(0), Legacy,
            "Mixing time of the deep layer"),
        new("supply.transport.headroom_gate", Choice(typeof(HeadroomGate)), "hard", "", Any, Legacy,
            "Gate of the deep layer"),
        new("supply.injection.mode", Choice(typeof(InjectionMode)), "min_bin", "", Any, Essential,
            "Bins that receive the supplied mass"),
        new("supply.injection.s_inj_min", Number.OrNull, null, "m", AtLeast(0), Rare, "Smallest supplied size"),
        new("supply.injection.s_inj_max", Number.OrNull, null, "m", AtLeast(0), Rare,
            "Largest supplied size, above s_inj_min"),
        new("supply.injection.q", Number, 3.5, "", Above(0), Used, "Slope of the supplied sizes"),
        new("supply.injection.velocity.mode", Choice(typeof(InjectionVelocityMode)), "inherit", "", Any, Legacy,
            "Where their velocity comes from"),
        new("supply.injection.velocity.e_inj", Number.OrNull, null, "", AtLeast(0), Legacy,
            "Eccentricity of the supplied grains"),
        new("supply.injection.velocity.i_inj", Number.OrNull, null, "rad", AtLeast(0), Legacy,
            "Inclination of the supplied grains"),
        new("supply.injection.velocity.vrel_factor", Number.OrNull, null, "", AtLeast(0), Legacy,
            "Factor of the relative velocity"),
        new("supply.injection.velocity.blend_mode", Choice(typeof(VelocityBlend)), "rms", "", Any, Legacy,
            "How the velocities are blended"),
        new("supply.injection.velocity.weight_mode", Choice(typeof(VelocityWeight)), "delta_sigma", "", Any, Legacy,
            "Weight of the supplied grains"),
    ];

    /// <summary>Keys of one segment of supply.piecewise, relative to the segment.</summary>
    public static IReadOnlyList<KeyDefinition> Segment { get; } =
    [
        new("t_start_s", Number, Required, "s", Any, Legacy, "Start of the segment"),
        new("t_end_s", Number, Required, "s", Any, Legacy, "End of the segment, exclusive"),
        new("mode", Choice(typeof(SupplyMode)), "const", "", Any, Legacy, "Law of the segment"),
        .. SupplyKeys.Constant("const"),
        .. SupplyKeys.PowerLaw("powerlaw"),
        .. SupplyKeys.Table("table"),
    ];
}
