using MarsDisk.Configuration.Loading;
using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Rules;

/// <summary>All rules between keys that loading checks.</summary>
internal static class RunRules
{
    private static readonly Rule[] All =
    [
        .. GrainRules.All, .. DynamicsRules.All, .. SurfaceRules.All, .. SupplyRules.All, .. TemperatureRules.All,
        .. OutputRules.All, .. UnsupportedSwitches.All,
    ];

    public static IEnumerable<Finding> Check(RunParameters parameters, Resolution keys) =>
        [.. Check(All, parameters, keys), .. SupplyScheme.Check(parameters, keys)];

    public static IEnumerable<Finding> Check(IEnumerable<Rule> rules, RunParameters parameters, Resolution keys)
    {
        foreach (var rule in rules)
        {
            if (keys.IsBroken(rule.Path) || !rule.IsBroken(parameters))
                continue;
            var place = keys.PlaceOf(rule.Path);
            yield return new Finding(
                place.File, place.Line, place.Column, rule.Code, rule.Severity, rule.Message, rule.Advice);
        }
    }
}
