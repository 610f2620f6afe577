using System.Collections.Immutable;
using MarsDisk.Scenario.Units;

namespace MarsDisk.Scenario;

/// <summary>The units of the language with their exact factors.</summary>
public static class UnitTable
{
    private const double SecondsPerDay = 86_400;

    /// <summary>A Julian year of 365.25 days, s.</summary>
    public const double SecondsPerYear = 365.25 * SecondsPerDay;

    private static readonly (string[] Names, UnitExpr Unit)[] All =
    [
        Time(["s"], 1), Time(["ms"], 1, -3), Time(["min"], 60), Time(["h"], 3600), Time(["day", "d"], SecondsPerDay),
        Time(["yr"], SecondsPerYear), Time(["kyr"], SecondsPerYear, 3), Time(["Myr"], SecondsPerYear, 6),
        Of(["orbit"], [0, 0, 0, 0, 0, 0, 1], 1),
        Length(["m"], 1), Length(["nm"], 1, -9), Length(["um", "µm", "μm"], 1, -6), Length(["mm"], 1, -3),
        Length(["cm"], 1, -2), Length(["km"], 1, 3), Length(["R_Mars"], 33_895, 2), Length(["au"], 1_495_978_707, 2),
        Mass(["kg"], 1), Mass(["g"], 1, -3), Mass(["mg"], 1, -6), Mass(["M_Mars"], 64_171, 19),
        Of(["K"], [0, 0, 0, 1, 0, 0, 0], 1),
        Of(["Pa"], [-2, -1, 1, 0, 0, 0, 0], 1), Of(["bar"], [-2, -1, 1, 0, 0, 0, 0], 1, 5),
        Of(["J"], [-2, 2, 1, 0, 0, 0, 0], 1), Of(["erg"], [-2, 2, 1, 0, 0, 0, 0], 1, -7),
        Of(["rad"], [0, 0, 0, 0, 1, 0, 0], 1), Of(["deg"], [0, 0, 0, 0, 1, 0, 0], Math.PI / 180),
        Data(["B"], 1), Data(["kB"], 1, 3), Data(["MB"], 1, 6), Data(["GB"], 1, 9),
        Data(["KiB"], 1024), Data(["MiB"], 1024 * 1024), Data(["GiB"], 1024 * 1024 * 1024),
        Of(["%"], [0, 0, 0, 0, 0, 0, 0], 1, -2), Of(["ppm"], [0, 0, 0, 0, 0, 0, 0], 1, -6),
    ];

    private static readonly Dictionary<string, UnitExpr> ByName = All
        .SelectMany(entry => entry.Names.Select(name => (name, entry.Unit)))
        .ToDictionary(entry => entry.name, entry => entry.Unit, StringComparer.Ordinal);

    /// <summary>Seconds, minutes, hours, days and years: the units that durations are written in.</summary>
    internal static readonly ImmutableArray<UnitExpr> DurationUnits = [ByName["yr"], ByName["day"], ByName["h"], ByName["min"], ByName["s"]];

    /// <summary>All spellings, canonical ones first.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. All.Select(entry => entry.Names[0]), .. All.SelectMany(entry => entry.Names.Skip(1))];

    /// <summary>The second.</summary>
    public static UnitExpr Second { get; } = ByName["s"];

    /// <summary>One orbit, whose length is known when a run is bound.</summary>
    internal static UnitExpr Orbit { get; } = ByName["orbit"];

    /// <summary>The unit with a spelling, or null.</summary>
    public static UnitExpr? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Reads a unit expression such as <c>kg/m^2/s</c>, or <c>1</c>.</summary>
    public static bool TryParse(string text, out UnitExpr unit)
    {
        ArgumentNullException.ThrowIfNull(text);
        unit = UnitExpr.None;
        return text == UnitExpr.None.Text || (text.Length > 0 && UnitReader.TryBuild(text, out unit));
    }

    private static (string[] Names, UnitExpr Unit) Time(string[] names, double factor, int power = 0)
        => Of(names, [1, 0, 0, 0, 0, 0, 0], factor, power);

    private static (string[] Names, UnitExpr Unit) Length(string[] names, double factor, int power = 0)
        => Of(names, [0, 1, 0, 0, 0, 0, 0], factor, power);

    private static (string[] Names, UnitExpr Unit) Mass(string[] names, double factor, int power = 0)
        => Of(names, [0, 0, 1, 0, 0, 0, 0], factor, power);

    private static (string[] Names, UnitExpr Unit) Data(string[] names, double factor, int power = 0)
        => Of(names, [0, 0, 0, 0, 0, 1, 0], factor, power);

    private static (string[] Names, UnitExpr Unit) Of(string[] names, ImmutableArray<sbyte> dimension, double factor, int power = 0)
        => (names, UnitExpr.Of(names[0], dimension, factor, power));
}
