using System.Globalization;

using MarsDisk.Benchmarks.Measuring;

namespace MarsDisk.Benchmarks.Reporting;

/// <summary>The table of one suite.</summary>
internal static class MarkdownTable
{
    /// <summary>Writes heading and rows.</summary>
    public static void Write(TextWriter output, string suite, IEnumerable<Measurement> rows)
    {
        output.WriteLine();
        output.WriteLine($"## {suite}");
        output.WriteLine();
        output.WriteLine("| Variant | Median | Minimum | Ratio to reference (quartiles) | Share of machine | Peak memory | Target | Verdict |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var row in rows)
            output.WriteLine(Line(row));
    }

    /// <summary>A number with three digits that matter and its unit.</summary>
    public static string Number(double value, string unit)
    {
        var (scaled, prefixed) = unit == "s" && value is > 0 and < 1e-3 ? (value * 1e6, "µs")
            : unit == "s" && value is > 0 and < 1 ? (value * 1e3, "ms")
            : (value, unit);
        return string.Create(CultureInfo.InvariantCulture, $"{scaled:G4} {prefixed}").TrimEnd();
    }

    private static string Line(Measurement row)
    {
        var ratio = row.Ratio is { } found ? $"{Ratio(found)} of {row.Reference}" : "";
        var share = row.Share is { } part ? string.Create(CultureInfo.InvariantCulture, $"{part:0.00}") : "";
        var memory = row.Resident is > 0 and var bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0} MiB") : "";
        var target = row.Target is { } limit ? $"{limit.Id} {limit.Text}" : "";
        return $"| {row.Variant} | {Number(row.Values.Median, row.Unit)} | {Number(row.Values.Minimum, row.Unit)} | {ratio} | {share} | {memory} | {target} | {Verdict.Word(row)} |";
    }

    private static string Ratio(Spread ratio) =>
        string.Create(CultureInfo.InvariantCulture, $"{ratio.Median:0.000} ({ratio.LowerQuartile:0.000}–{ratio.UpperQuartile:0.000})");
}
