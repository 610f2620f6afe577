using System.Globalization;
using MarsDisk.Configuration.Keys;
using MarsDisk.Configuration.Rendering;
using MarsDisk.Configuration.Yaml;
using MarsDisk.Physics.Numerics;

namespace MarsDisk.Configuration.Sweeps;

/// <summary>Numbers between two ends, evenly spaced on a linear or logarithmic scale. The ends come out exactly.</summary>
internal sealed record SweepRange(double From, double To, int Count, bool IsLogarithmic, SweepPlace Place)
{
    private const int CountMax = 100_000;

    private static readonly string[] Names = SweepReference.NamesIn("vary[].range");

    public static SweepRange? Read(YamlMapping range, List<Finding> findings)
    {
        var nodes = new SweepNodes(range, findings);
        var before = findings.Count;
        foreach (var name in range.Names.Where(name => !Names.Contains(name, StringComparer.Ordinal)))
            nodes.Refuse(range.PlaceOf(name), "KEY001", $"{name} is not a part of a range.", NearestName.Of(name, Names) is { } near ? $"Did you mean {near}?" : "Known are from, to, count and scale.");

        var (from, to) = (nodes.Number("from"), nodes.Number("to"));
        var count = nodes.Integer("count", 2, CountMax);
        if (range.Find("count") is null)
            nodes.Refuse(range.Place, "TYPE", "count is missing.", "Write how many values the range has, for example count: 10.");
        var scale = range.Find("scale") is YamlScalar word ? word.Text : "linear";
        if (scale is not ("linear" or "lin" or "log"))
            nodes.Refuse(range.Find("scale")!.Place, "TYPE", $"scale must be linear or log, and is \"{scale}\".");
        if (scale == "log" && from is { } low && to is { } high && (low == 0 || high == 0 || low > 0 != high > 0))
            nodes.Refuse(range.Place, "RANGE", "A log scale needs both ends of one sign and not zero.", "Change from and to, or write scale: linear.");
        return findings.Count > before
            ? null
            : new SweepRange(from!.Value, to!.Value, (int)count!.Value, scale == "log", SweepLoader.PlaceOf(range.Place));
    }

    public IReadOnlyList<SweepValue> Grid() =>
        [.. Enumerable.Range(0, Count).Select(i => Value(
            !IsLogarithmic ? EvenSpacing.At(From, To, i, Count) : i == 0 ? From : i == Count - 1 ? To : At((double)i / (Count - 1))))];

    /// <summary>The value at a fraction of the way between the ends.</summary>
    public SweepValue Sample(double fraction) => Value(At(fraction));

    // By the product's own logarithm and exponential: a value becomes part of a plan hash, which is the same everywhere.
    private double At(double fraction) => IsLogarithmic
        ? Math.CopySign(PortableMath.Exp(PortableMath.Log(Math.Abs(From)) + (fraction * (PortableMath.Log(Math.Abs(To)) - PortableMath.Log(Math.Abs(From))))), From)
        : ((1 - fraction) * From) + (fraction * To);

    private SweepValue Value(double number) => new(
        Math.Floor(number) == number && Math.Abs(number) < 1e15 ? number.ToString("0", CultureInfo.InvariantCulture) : ScalarText.Number(number), Place);
}
