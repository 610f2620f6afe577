using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Inputs.Keys;

/// <summary>
/// The keys that may change while a run goes on. Every other key is fixed when the run starts, because a table, a grid or the
/// start of the layer was computed from it.
/// </summary>
public static class LiveKeys
{
    private const double Tiny = double.Epsilon;
    private const double Huge = double.MaxValue;

    /// <summary>All of them, in the order of their numbers.</summary>
    public static IReadOnlyList<LiveKey> All { get; } =
    [
        new(LiveKeyId.MarsTemperature, "radiation.TM_K", "K", Tiny, Huge),
        new(LiveKeyId.QPr, "radiation.Q_pr", "1", Tiny, Huge, acceptsCurve: true),
        new(LiveKeyId.SupplyEnabled, "supply.enabled", "1", 0, 1, isTruth: true),
        new(LiveKeyId.SupplyRate, "supply.const.prod_area_rate_kg_m2_s", "kg/m^2/s", 0, Huge),
        new(LiveKeyId.SupplyMu, "supply.const.mu_orbit10pct", "1", 0, Huge),
        new(LiveKeyId.SupplyOrbitFraction, "supply.const.orbit_fraction_at_mu1", "1", Tiny, Huge),
        new(LiveKeyId.MixingEfficiency, "supply.mixing.epsilon_mix", "1", 0, 2),
        new(LiveKeyId.TauStop, "optical_depth.tau_stop", "1", Tiny, Huge),
        new(LiveKeyId.TauStopTolerance, "optical_depth.tau_stop_tol", "1", 0, Huge),
        new(LiveKeyId.LossRateStop, "numerics.mass_loss_rate_stop_Mmars_s", "M_Mars/s", 0, Huge),
        new(LiveKeyId.TauGateMaximum, "radiation.tau_gate.tau_max", "1", 0, Huge),
        new(LiveKeyId.GasDensity, "sinks.rho_g", "kg/m^3", 0, Huge),
        new(LiveKeyId.InjectedEccentricity, "supply.injection.velocity.e_inj", "1", 0, 1),
        new(LiveKeyId.InjectedInclination, "supply.injection.velocity.i_inj", "rad", 0, Math.PI / 2),
        new(LiveKeyId.InjectedVelocityFactor, "supply.injection.velocity.vrel_factor", "1", 0, Huge),
        new(LiveKeyId.WakeFactor, "dynamics.f_wake", "1", 0, Huge),
    ];

    private static readonly Dictionary<string, LiveKey> ByName = All.ToDictionary(key => key.Name, StringComparer.Ordinal);

    /// <summary>The key of a name; null if the name is not one of them.</summary>
    public static LiveKey? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Why a key has no effect in a run, in one sentence; null if it has.</summary>
    /// <param name="key">The key.</param>
    /// <param name="plan">The run.</param>
    public static string? Refusal(LiveKey key, RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(plan);
        return LiveKeyRules.Refusal(key, plan);
    }

    /// <summary>The sentence for a key of the configuration that is no live key.</summary>
    /// <param name="name">The key in dotted form.</param>
    public static string FixedAtStart(string name) =>
        $"{name} is fixed when a run starts; set it among the settings of the run, or change one of: "
        + string.Join(", ", All.Select(key => key.Name)) + ".";

    internal static LiveKey Of(LiveKeyId id) => All[(int)id];
}
