using MarsDisk.Configuration.Keys;
using MarsDisk.Configuration.Loading;
using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Rules;

/// <summary>
/// One warning that lists how the supply differs from the maintained scheme: optical depth, mu, const, direct, default
/// injection.
/// </summary>
internal static class SupplyScheme
{
    public static IEnumerable<Finding> Check(RunParameters run, Resolution keys)
    {
        var deviations = Deviations(run, keys).ToArray();
        if (deviations.Length > 0)
            yield return keys.PlaceOf("supply").Warning("SUPPLY001",
                $"The supply deviates from the default scheme: {string.Join("; ", deviations)}.",
                "Other schemes are deprecated; use optical_depth with supply.const.mu_orbit10pct.");

        if (!run.Supply.Feedback.Enabled && GivenIn("supply.feedback", keys).Any(path => path != "supply.feedback.enabled"))
            yield return keys.PlaceOf("supply.feedback").Warning("RULE",
                "Keys of supply.feedback are given, but supply.feedback.enabled is not true.", "Remove them.");
    }

    private static IEnumerable<string> Deviations(RunParameters run, Resolution keys)
    {
        if (run.OpticalDepth is null)
            yield return "optical_depth is null";
        if (run.Supply.Mode != SupplyMode.Constant)
            yield return $"supply.mode is {run.Supply.Mode.Word()}";
        if (run.Supply.Const.AutoFromTau1TfillYears is not null)
            yield return "supply.const.auto_from_tau1_tfill_years is set";
        if (run.Supply.Const.OrbitFractionAtMu1 != new ConstantSupplyParameters().OrbitFractionAtMu1)
            yield return "supply.const.orbit_fraction_at_mu1 is not 0.1";
        if (run.Supply.Const.MuReferenceTau is { } tau && tau != 1)
            yield return "supply.const.mu_reference_tau is not 1";
        if (keys.IsGiven("supply.headroom_policy"))
            yield return "supply.headroom_policy is given";

        foreach (var section in (string[])["injection", "transport", "feedback", "temperature", "reservoir"])
        {
            foreach (var path in GivenIn($"supply.{section}", keys).Where(path => Deviates(path, keys)))
                yield return $"{path} is given";
        }
    }

    // A key that repeats its default says nothing new, and initial_psd is the injection of the maintained study.
    private static bool Deviates(string path, Resolution keys)
    {
        var value = keys.Values[path];
        return !Equals(value, KeyRegistry.Run.Find(path)!.Default) && value is not "initial_psd";
    }

    private static IEnumerable<string> GivenIn(string section, Resolution keys) =>
        KeyRegistry.Run.Keys.Select(key => key.Path)
            .Where(path => path.StartsWith(section + ".", StringComparison.Ordinal) && keys.IsGiven(path));
}
