using System.Collections.Immutable;
using System.Globalization;

using MarsDisk.Configuration;
using MarsDisk.Scenario;
using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Inputs.Metrics;

namespace MarsDisk.Hosting.Scenarios.Binding;

/// <summary>The unit of a configuration key as numbers: what a quantity of a scenario is converted to.</summary>
internal sealed record KeyUnit
{
    private const int Time = 0;
    private const int Length = 1;
    private const int Mass = 2;
    private const int Temperature = 3;
    private const int Angle = 4;
    private const int Data = 5;
    private const int Orbit = 6;
    private const int Dimensions = 7;

    // Exact factors of streaming-parser.md §3.4; J and Pa by their base units.
    private static readonly Dictionary<string, (double ToSi, (int Dimension, int Power)[] Powers)> Atoms = new(StringComparer.Ordinal)
    {
        ["s"] = (1, [(Time, 1)]),
        ["h"] = (3600, [(Time, 1)]),
        ["day"] = (86_400, [(Time, 1)]),
        ["yr"] = (31_557_600, [(Time, 1)]),
        ["orbit"] = (1, [(Orbit, 1)]),
        ["m"] = (1, [(Length, 1)]),
        ["km"] = (1000, [(Length, 1)]),
        ["kg"] = (1, [(Mass, 1)]),
        ["K"] = (1, [(Temperature, 1)]),
        ["rad"] = (1, [(Angle, 1)]),
        ["deg"] = (Math.PI / 180, [(Angle, 1)]),
        ["J"] = (1, [(Mass, 1), (Length, 2), (Time, -2)]),
        ["Pa"] = (1, [(Mass, 1), (Length, -1), (Time, -2)]),
        ["bar"] = (1e5, [(Mass, 1), (Length, -1), (Time, -2)]),
        ["MB"] = (1e6, [(Data, 1)]),
        ["GB"] = (1e9, [(Data, 1)]),
        ["M_Mars"] = (6.4171e23, [(Mass, 1)]),
        ["R_Mars"] = (3.3895e6, [(Length, 1)]),
        ["GiB"] = (1024.0 * 1024 * 1024, [(Data, 1)]),
    };

    // Read once: the lines of a scenario ask for them again and again.
    private static readonly Dictionary<string, KeyUnit> OfKeysAndMetrics =
        KeyCatalogue.Keys.Select(key => key.Unit).Concat(LiveKeys.All.Select(key => key.Unit)).Concat(MetricNames.All.Select(metric => metric.Unit))
            .Distinct(StringComparer.Ordinal).ToDictionary(unit => unit, Read, StringComparer.Ordinal);

    private static readonly UnitExpr Bare = UnitExpr.None;

    private KeyUnit(string text, ImmutableArray<sbyte> dimension, double toSi, bool isKnown)
    {
        Text = text;
        Dimension = dimension;
        ToSi = toSi;
        IsKnown = isKnown;
    }

    /// <summary>As the key reference writes it; empty without a unit.</summary>
    public string Text { get; }

    /// <summary>Exponents in the order of <see cref="UnitExpr.Dimension"/>.</summary>
    public ImmutableArray<sbyte> Dimension { get; }

    /// <summary>Factor to SI.</summary>
    public double ToSi { get; }

    /// <summary>False for units that the scenario language does not have, such as mol: only bare numbers are taken.</summary>
    public bool IsKnown { get; }

    /// <summary>A unit as the key reference writes it, <c>kg m^-3</c>, or as scenarios do, <c>kg/m^3</c>.</summary>
    public static KeyUnit Of(string text) => OfKeysAndMetrics.GetValueOrDefault(text) ?? Read(text);

    /// <summary>The number in this unit, by at most one multiplication or division; null when the dimension is another one.</summary>
    /// <param name="quantity">As written. A bare number is in this unit already.</param>
    public double? Convert(in Quantity quantity)
    {
        if (quantity.Unit.Equals(Bare))
            return quantity.Value;
        if (!IsKnown || !quantity.Unit.Dimension.AsSpan().SequenceEqual(Dimension.AsSpan()))
            return null;
        var from = quantity.Unit.ToSi;
        if (from == ToSi)
            return quantity.Value;
        return from > ToSi ? quantity.Value * (from / ToSi) : quantity.Value / (ToSi / from);
    }

    private static KeyUnit Read(string text)
    {
        var exponents = new sbyte[Dimensions];
        var toSi = 1.0;
        foreach (var factor in text == "1" ? [] : Factors(text))
        {
            var parts = factor.TrimStart('/').Split('^');
            var power = (parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1) * (factor[0] == '/' ? -1 : 1);
            if (!Atoms.TryGetValue(parts[0], out var atom))
                return new KeyUnit(text, [.. exponents], 1, isKnown: false);
            foreach (var (dimension, each) in atom.Powers)
                exponents[dimension] += (sbyte)(each * power);
            for (var times = 0; times < Math.Abs(power); times++)
                toSi = power > 0 ? toSi * atom.ToSi : toSi / atom.ToSi;
        }

        return new KeyUnit(text, [.. exponents], toSi, isKnown: true);
    }

    private static string[] Factors(string text) =>
        text.Replace("/", " /", StringComparison.Ordinal).Replace('*', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What the unit measures, for a sentence.</summary>
    public string Quantity => Dimension.AsSpan() switch
    {
        [0, 0, 0, 0, 0, 0, 0] => "a bare number",
        [1, 0, 0, 0, 0, 0, 0] => "a time",
        [0, 1, 0, 0, 0, 0, 0] => "a length",
        [0, 0, 1, 0, 0, 0, 0] => "a mass",
        [0, 0, 0, 1, 0, 0, 0] => "a temperature",
        [0, 0, 0, 0, 1, 0, 0] => "an angle",
        [0, 0, 0, 0, 0, 1, 0] => "an amount of data",
        [-2, -1, 1, 0, 0, 0, 0] => "a pressure",
        [-2, 2, 1, 0, 0, 0, 0] => "an energy",
        _ => $"a quantity in {Text}",
    };
}
