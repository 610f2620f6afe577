using MarsDisk.Scenario;

namespace MarsDisk.LanguageServer.Scenarios;

/// <summary>Units that measure the same.</summary>
internal static class UnitNames
{
    /// <summary>Spellings of the dimension of a key's unit; of a compound one only itself, as scenarios write it.</summary>
    public static IEnumerable<string> Like(string keyUnit)
        => UnitTable.Find(keyUnit) is { } unit
            ? UnitTable.Names.Where(name => UnitTable.Find(name)!.Dimension.AsSpan().SequenceEqual(unit.Dimension.AsSpan()))
            : [Spelling(keyUnit)];

    /// <summary>How much of a key's unit a unit is; null when they do not measure the same or the key's is a compound one.</summary>
    public static double? Factor(UnitExpr from, string keyUnit)
        => UnitTable.Find(keyUnit) is { } unit && unit.Dimension.AsSpan().SequenceEqual(from.Dimension.AsSpan()) ? from.ToSi / unit.ToSi : null;

    // The reference writes "kg m^-3", a scenario "kg/m^3".
    private static string Spelling(string keyUnit)
    {
        var factors = keyUnit.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var above = factors.Where(factor => !factor.Contains("^-", StringComparison.Ordinal));
        var below = factors.Where(factor => factor.Contains("^-", StringComparison.Ordinal))
            .Select(factor => "/" + factor.Replace("^-1", "", StringComparison.Ordinal).Replace("^-", "^", StringComparison.Ordinal));
        return string.Join('*', above) + string.Concat(below);
    }
}
