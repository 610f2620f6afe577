using System.Globalization;
using System.Text.Json;

namespace MarsDisk.Benchmarks.Reporting;

/// <summary>
/// An earlier session beside this one. Times of two sessions differ by the weather of the machine; bytes, counts and
/// ratios to a reference of the same session are what a comparison is good for, so ratios are shown where there are any.
/// </summary>
internal sealed class Comparison
{
    private readonly Dictionary<(string Suite, string Variant), Earlier> _earlier = [];

    private Comparison(string path) => Path = path;

    /// <summary>The file of the earlier session.</summary>
    public string Path { get; }

    /// <summary>Reads the file of a session.</summary>
    /// <exception cref="FormatException">It is no session file; the message says which line is none.</exception>
    public static Comparison Read(string path)
    {
        if (!File.Exists(path))
            throw new FormatException($"--compare: there is no file {path}.");
        var comparison = new Comparison(path);
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            try
            {
                using var document = JsonDocument.Parse(line);
                comparison.Add(document.RootElement);
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
            {
                throw new FormatException($"{path}:{number} is no line of a benchmark session: {error.Message}", error);
            }
        }
        return comparison;
    }

    /// <summary>Writes a table of everything that both sessions measured.</summary>
    public void Write(TextWriter output, IEnumerable<Measurement> now)
    {
        output.WriteLine();
        output.WriteLine($"## Compared with {Path}");
        output.WriteLine();
        output.WriteLine("| Suite | Variant | Judged by | Earlier | Now | Now / earlier |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var measured in now)
        {
            if (_earlier.TryGetValue((measured.Suite, measured.Variant), out var earlier))
                output.WriteLine(Line(measured, earlier));
        }
    }

    private static string Line(Measurement now, Earlier earlier)
    {
        var hasRatios = now.Ratio is not null && earlier.Ratio is not null;
        var (before, after, unit) = hasRatios
            ? (earlier.Ratio!.Value, now.Ratio!.Value.Median, "")
            : (earlier.Median, now.Values.Median, now.Unit);
        var change = before == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{after / before:0.00}");
        return $"| {now.Suite} | {now.Variant} | {(hasRatios ? "ratio" : "median")} | {MarkdownTable.Number(before, unit)} "
            + $"| {MarkdownTable.Number(after, unit)} | {change} |";
    }

    private void Add(JsonElement line)
    {
        if (line.TryGetProperty("machine", out _))
            return;
        var ratio = line.GetProperty("ratio");
        _earlier[(line.GetProperty("suite").GetString()!, line.GetProperty("variant").GetString()!)] = new Earlier(
            line.GetProperty("median").GetDouble(), ratio.ValueKind == JsonValueKind.Null ? null : ratio.GetDouble());
    }

    private readonly record struct Earlier(double Median, double? Ratio);
}
