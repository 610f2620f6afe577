using MarsDisk.Simulation.Parameters;
using static MarsDisk.Configuration.Keys.Bounds;
using static MarsDisk.Configuration.Keys.KeyStatus;
using static MarsDisk.Configuration.Keys.Types.KeyTypes;

namespace MarsDisk.Configuration.Keys.Sections;

/// <summary>Keys of supply that the default scheme uses.</summary>
internal static class SupplyKeys
{
    public static IReadOnlyList<KeyDefinition> All { get; } =
    [
        new("supply.enabled", Flag, true, "", Any, Essential, "Whether mass is supplied at all"),
        new("supply.mode", Choice(typeof(SupplyMode)), "const", "", Any, Essential,
            "Law of the raw rate; all but const are legacy"),
        new("supply.piecewise", SegmentList, Defaults.NoSegments, "", Any, Legacy,
            "Segments of the piecewise law, each over [t_start_s, t_end_s)"),
        new("supply.headroom_policy", Choice(typeof(HeadroomPolicy)), "clip", "", Any, Legacy,
            "What happens above tau = 1; without effect while the optical depth is given"),
        .. Constant("supply.const"),
        new("supply.mixing.epsilon_mix", Number, 0.05, "", Between(0, 2), Essential,
            "Mixing efficiency that multiplies the raw rate; positive when mu is used"),
        .. PowerLaw("supply.powerlaw"),
        .. Table("supply.table"),
    ];

    public static IReadOnlyList<KeyDefinition> Constant(string section) =>
    [
        new($"{section}.prod_area_rate_kg_m2_s", Number, 0.0, "kg m^-2 s^-1", Any, Used,
            "Raw rate; used while mu_orbit10pct is null"),
        new($"{section}.mu_orbit10pct", Number.OrNull, null, "", AtLeast(0), Essential,
            "Supply scale mu: at 1, orbit_fraction_at_mu1 of the reference layer per orbit"),
        new($"{section}.mu_reference_tau", Number.OrNull, null, "", Above(0), Used,
            "Optical depth of the reference layer; null is the initial layer"),
        new($"{section}.orbit_fraction_at_mu1", Number, 0.10, "", Above(0), Essential,
            "Fraction of the reference layer that mu = 1 supplies per orbit"),
        new($"{section}.auto_from_tau1_tfill_years", Number.OrNull, null, "yr", Above(0), Legacy,
            "Time in which the rate fills Sigma_tau1; only while mu is null"),
    ];

    public static IReadOnlyList<KeyDefinition> PowerLaw(string section) =>
    [
        new($"{section}.A_kg_m2_s", Number.OrNull, null, "kg m^-2 s^-1", Any, Legacy, "Amplitude of the power law"),
        new($"{section}.t0_s", Number, 0.0, "s", Any, Legacy, "Start of the power law"),
        new($"{section}.index", Number, -1.0, "", Any, Legacy, "Exponent of the power law"),
    ];

    public static IReadOnlyList<KeyDefinition> Table(string section) =>
    [
        new($"{section}.path", FilePath, "data/supply_rate.csv", "", Any, Legacy, "File of the table"),
        new($"{section}.interp", Choice(typeof(SupplyInterpolation)), "linear", "", Any, Legacy,
            "Interpolation between rows"),
        new($"{section}.time_unit", Choice(typeof(SupplyTimeUnit)), "s", "", Any, Legacy, "Unit of the time column"),
    ];
}
