using System.Globalization;

using MarsDisk.Configuration;

namespace MarsDisk.Hosting.Sweeps.Planning;

/// <summary><c>plan.csv</c>: the points of a sweep for people, one line each, units in a second header line.</summary>
internal static class PlanTable
{
    public static void Write(SweepManifest manifest, TextWriter output)
    {
        var units = KeyReference.Rows.ToDictionary(row => row.Path, row => row.Unit, StringComparer.Ordinal);
        output.Write(string.Join(',', ["index", "run", "directory", .. manifest.Keys]) + "\n");
        output.Write("#" + string.Concat(manifest.Keys.Prepend("").Prepend("").Select(key => "," + Cell(units.GetValueOrDefault(key, "")))) + "\n");
        foreach (var (point, run) in manifest.Runs.SelectMany(run => run.Points.Select(point => (point, run))).OrderBy(pair => pair.point))
        {
            var values = run.Parameters.Select(value => Cell(value?.ToString() ?? ""));
            output.Write(string.Join(',', [point.ToString(CultureInfo.InvariantCulture), run.Run.Value, Cell(run.Directory), .. values]) + "\n");
        }
    }

    /// <summary>A cell as RFC 4180 wants it.</summary>
    public static string Cell(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
