using System.Globalization;

using MarsDisk.Physics.Constants;

namespace MarsDisk.Cli.Commands;

/// <summary>The value of <c>--until</c> as overrides of the end keys.</summary>
internal static class UntilText
{
    /// <summary>The overrides that set this end and lift the others.</summary>
    /// <exception cref="FormatException">The text is no number with a known unit.</exception>
    public static IReadOnlyList<string> Overrides(string text)
    {
        var number = text.TrimEnd("abcdefghijklmnopqrstuvwxyz ".ToCharArray());
        var unit = text[number.Length..].Trim();
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value > 0))
            throw new FormatException($"--until {text} is no positive number with yr, s or orbits.");

        return unit switch
        {
            "" or "yr" or "years" => ["numerics.t_end_orbits=null", "numerics.t_end_until_temperature_K=null", Set("numerics.t_end_years", value)],
            "s" => ["numerics.t_end_orbits=null", "numerics.t_end_until_temperature_K=null", Set("numerics.t_end_years", value / PhysicalConstants.SecondsPerYear)],
            "orbit" or "orbits" => ["numerics.t_end_until_temperature_K=null", Set("numerics.t_end_orbits", value)],
            _ => throw new FormatException($"--until {text}: the unit {unit} is not known; use yr, s or orbits."),
        };
    }

    private static string Set(string key, double value) => string.Create(CultureInfo.InvariantCulture, $"{key}={value:R}");
}
