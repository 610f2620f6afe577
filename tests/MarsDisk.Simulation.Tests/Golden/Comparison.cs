using System.Globalization;

namespace MarsDisk.Simulation.Tests.Golden;

/// <summary>Compares cells with those of the reference and collects what differs (runner §5.4).</summary>
internal sealed class Comparison(double relative)
{
    private const int ShownMax = 12;

    private readonly List<string> _differences = [];

    public long Compared { get; private set; }

    /// <summary>Compares two cells: numbers within the tolerance, everything else exactly.</summary>
    /// <param name="place">Where the cells are, for the message.</param>
    /// <param name="expected">The cell of the reference.</param>
    /// <param name="found">Our cell.</param>
    /// <param name="absolute">Absolute tolerance for numbers that come from cancellation; 0 for none.</param>
    public void Cell(string place, string expected, string found, double absolute = 0)
    {
        Compared++;
        if (expected == found)
            return;
        if (!Parse(expected, out var e) || !Parse(found, out var f) || !IsClose(e, f, absolute))
            _differences.Add($"{place}: expected '{expected}', found '{found}'");
    }

    public void Number(string place, double expected, double found, double absolute = 0)
    {
        Compared++;
        if (!IsClose(expected, found, absolute))
            _differences.Add($"{place}: expected {expected:R}, found {found:R}");
    }

    public void AssertEqual()
    {
        Assert.True(Compared > 0, "Nothing was compared.");
        Assert.True(
            _differences.Count == 0,
            $"{_differences.Count} of {Compared} cells differ:\n{string.Join('\n', _differences.Take(ShownMax))}");
    }

    private static bool Parse(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private bool IsClose(double expected, double found, double absolute) =>
        (double.IsNaN(expected) && double.IsNaN(found))
        || expected.Equals(found)
        || Math.Abs(expected - found) <= Math.Max(relative * Math.Abs(expected), absolute);
}
