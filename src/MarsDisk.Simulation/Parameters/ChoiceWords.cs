using System.Globalization;

namespace MarsDisk.Simulation.Parameters;

/// <summary>The words that configuration files use for the choices; the one place where a choice gets its word.</summary>
public static class ChoiceWords
{
    // The word of a choice stands at the position of its number.
    private static readonly Dictionary<Type, string[]> Words = new()
    {
        [typeof(PhysicsMode)] = ["default", "sublimation_only", "collisions_only"],
        [typeof(FragmentDistribution)] = ["mass", "number"],
        [typeof(GeometryMode)] = ["0D", "1D"],
        [typeof(RadialProfile)] = ["uniform", "powerlaw"],
        [typeof(Region)] = ["inner"],
        [typeof(SigmaMapping)] = ["analytic"],
        [typeof(InitialSizeMode)] = ["upper", "mono", "melt_lognormal_mixture", "melt_truncated_powerlaw"],
        [typeof(MeltMode)] = ["lognormal_mixture", "truncated_powerlaw"],
        [typeof(FloorMode)] = ["fixed", "evolve_smin", "none"],
        [typeof(CoefficientUnits)] = ["ba99_cgs", "si"],
        [typeof(AngleUnit)] = ["rad", "deg"],
        [typeof(KernelVelocityMode)] = ["config", "wyatt_eq"],
        [typeof(RelativeVelocityMode)] = ["pericenter", "ohtsuki"],
        [typeof(ScaleHeightMode)] = ["ia", "fixed"],
        [typeof(EccentricityMode)] = ["fixed", "mars_clearance"],
        [typeof(ClearanceDistribution)] = ["uniform", "loguniform"],
        [typeof(InclinationMode)] = ["fixed", "obs_tilt_spread"],
        [typeof(EccentricityProfileMode)] = ["off", "table", "mars_pericenter"],
        [typeof(RadiusKind)] = ["r_RM", "r_m"],
        [typeof(SurfaceInitPolicy)] = ["clip_by_tau1", "none"],
        [typeof(CollisionSolver)] = ["smol", "surface_ode"],
        [typeof(InitTau1Field)] = ["los"],
        [typeof(OpticalDepthField)] = ["tau_los"],
        [typeof(StopOpticalDepth)] = ["reference", "initial_phi"],
        [typeof(ShieldingMode)] = ["psitau", "off", "fixed_tau1"],
        [typeof(LineOfSightMode)] = ["aspect_ratio_factor", "none"],
        [typeof(BlowoutPhase)] = ["solid_only", "any"],
        [typeof(BlowoutLayer)] = ["surface_tau_le_1", "full_surface"],
        [typeof(BlowoutGateMode)] = ["none", "sublimation_competition", "collision_competition"],
        [typeof(BetaGate)] = ["exact", "tolerant"],
        [typeof(PartialBin)] = ["edge", "fractional"],
        [typeof(SupplyMode)] = ["const", "table", "powerlaw", "piecewise"],
        [typeof(HeadroomPolicy)] = ["clip", "spill"],
        [typeof(SupplyInterpolation)] = ["linear"],
        [typeof(SupplyTimeUnit)] = ["s", "year"],
        [typeof(DepletionMode)] = ["hard_stop", "taper"],
        [typeof(SupplyTemperatureMode)] = ["scale", "table"],
        [typeof(SupplyValueKind)] = ["scale", "rate"],
        [typeof(TransportMode)] = ["direct", "deep_mixing"],
        [typeof(HeadroomGate)] = ["hard", "soft"],
        [typeof(InjectionMode)] = ["min_bin", "powerlaw_bins", "initial_psd"],
        [typeof(InjectionVelocityMode)] = ["inherit", "fixed_ei", "factor"],
        [typeof(VelocityBlend)] = ["rms", "linear"],
        [typeof(VelocityWeight)] = ["delta_sigma", "sigma_ratio"],
        [typeof(SinksMode)] = ["none", "sublimation"],
        [typeof(SublimationLocation)] = ["surface", "smol", "both"],
        [typeof(SublimationMode)] = ["exponential", "logistic", "hkl", "hkl_timescale"],
        [typeof(VapourPressureModel)] = ["auto", "clausius", "tabulated"],
        [typeof(RadiationSource)] = ["mars", "off"],
        [typeof(TemperatureDriverMode)] = ["constant", "table", "hyodo"],
        [typeof(TemperatureExtrapolation)] = ["hold", "error"],
        [typeof(TemperatureTimeUnit)] = ["s", "day", "yr", "orbit"],
        [typeof(CoolingModel)] = ["slab", "hyodo"],
        [typeof(PhaseSource)] = ["threshold", "map"],
        [typeof(PhaseTemperature)] = ["mars_surface", "particle"],
        [typeof(PhaseOpticalDepth)] = ["los"],
        [typeof(NumericsProfile)] = ["reference", "corrected"],
        [typeof(TimeAdvance)] = ["reference", "resolved"],
        [typeof(ImexScheme)] = ["reference", "consistent"],
        [typeof(MassBudgetMode)] = ["reference", "with_supply"],
        [typeof(CheckpointFormat)] = ["pickle", "json"],
        [typeof(RecordStorageMode)] = ["row", "columnar"],
        [typeof(StepDiagnosticsFormat)] = ["csv", "jsonl"],
        [typeof(ChunkCompression)] = ["snappy", "zstd", "brotli", "gzip", "none"],
        [typeof(OffloadMode)] = ["move", "copy"],
        [typeof(OffloadVerification)] = ["none", "size", "hash"],
        [typeof(ArchiveMode)] = ["copy", "move"],
        [typeof(ArchiveTrigger)] = ["post_merge", "post_finalize"],
        [typeof(ArchiveMergeTarget)] = ["local", "external"],
        [typeof(ArchiveVerification)] = ["standard", "standard_plus", "strict"],
        [typeof(ArchiveKeepLocal)] = ["none", "metadata", "all"],
    };

    /// <summary>All words of a choice, in the order of its members.</summary>
    /// <param name="choice">The enumeration. A type argument would be compiled once for each of them at every start.</param>
    public static IReadOnlyList<string> All(Type choice) => Words[choice];

    /// <summary>The word of a member.</summary>
    public static string Word(this Enum choice) =>
        Words[choice.GetType()][Convert.ToInt32(choice, CultureInfo.InvariantCulture)];

    /// <summary>The number of the member that a word stands for; null when the word is none of the choice. Case counts.</summary>
    /// <param name="choice">The enumeration.</param>
    /// <param name="word">The word.</param>
    public static int? Find(Type choice, string word) => Array.IndexOf(Words[choice], word) is >= 0 and var index ? index : null;
}
