namespace MarsDisk.Hosting.Sweeps.Results;

/// <summary>Units of the members of <c>summary.json</c>, which tells them by its names (runner.md §3.7).</summary>
internal static class SummaryUnits
{
    private static readonly (string End, string Unit)[] Ends =
    [
        ("_kg_m2_s", "kg m^-2 s^-1"), ("_percent", "percent"), ("_years", "yr"), ("_Mmars", "M_Mars"), ("_orbits", "orbit"), ("orbits_completed", "orbit"),
        ("_RM_used", "R_M"), ("_m_used", "m"), ("_m", "m"), ("_s", "s"), ("_fraction", "dimensionless"),
    ];

    /// <summary>The unit; empty for words and for what has none.</summary>
    public static string Of(string member)
    {
        var name = member[(member.LastIndexOf('.') + 1)..];
        if (name.StartsWith("M_", StringComparison.Ordinal))
            return "M_Mars";
        if (name.StartsWith("T_M_", StringComparison.Ordinal) && !name.EndsWith("source", StringComparison.Ordinal))
            return "K";
        return Array.Find(Ends, end => name.EndsWith(end.End, StringComparison.Ordinal)).Unit ?? "";
    }
}
