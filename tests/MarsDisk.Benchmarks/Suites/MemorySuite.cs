using System.Globalization;

using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Processes;
using MarsDisk.Benchmarks.Reporting;

namespace MarsDisk.Benchmarks.Suites;

/// <summary>Peak resident set of <c>marsdisk run FILE.scenario</c>, short and long: what the length of a scenario costs.</summary>
internal static class MemorySuite
{
    /// <summary>Name on the command line.</summary>
    public const string Name = "memory";

    private const int Short = 10_000;
    private const double EndSeconds = 4000;
    private const double Mebibyte = 1048576;

    /// <summary>Measures both kinds of lines.</summary>
    public static void Run(Bench bench)
    {
        var lines = bench.Session.IsQuick ? 100_000 : 1_000_000;
        Compare(
            bench, "rows", lines, "  drive (time: s, radiation.TM_K: K, supply.const.mu_orbit10pct: 1) linear extrapolate hold {", "  }",
            (index, time) => string.Create(CultureInfo.InvariantCulture, $"    {time:0.######} {4000 - index % 1000} 5"));
        Compare(
            bench, "events", lines, "", "",
            (index, time) => string.Create(CultureInfo.InvariantCulture, $"  at {time:0.######} s set radiation.TM_K = {4000 - index % 1000} K"));
    }

    private static void Compare(Bench bench, string kind, int lines, string head, string tail, Func<int, double, string> line)
    {
        var few = Peak(bench, Short, head, tail, line);
        var many = Peak(bench, lines, head, tail, line);
        Add(bench, $"peak resident set, {Short} {kind}", few, few, null);
        Add(bench, $"peak resident set, {lines} {kind}", many, many, null);
        Add(bench, $"{lines} {kind}, above {Short}", many - few, many, Targets.ScenarioMemory);
    }

    private static long Peak(Bench bench, int lines, string head, string tail, Func<int, double, string> line)
    {
        var folder = bench.Folder.Fresh("long");
        Directory.CreateDirectory(folder);
        File.Copy(bench.Base.ConfigurationPath, Path.Combine(folder, "base.yml"));
        var path = Path.Combine(folder, "long.scenario");
        var begin = string.Create(CultureInfo.InvariantCulture, $"  until = {EndSeconds} s");
        File.WriteAllLines(path, (string[])["scenario \"long\" version 1", "config from \"base.yml\"", "run \"long\" {", begin, "  output = \"out\"", head]);
        File.AppendAllLines(path, Enumerable.Range(0, lines).Select(index => line(index, EndSeconds * index / lines)));
        File.AppendAllLines(path, (string[])[tail, "}", "end"]);
        var (sample, _) = ChildProcess.Run(bench.Programs.Product("run", path, "--quiet"), watchesMemory: true);
        Bench.Remove(folder);
        return sample.PeakBytes;
    }

    private static void Add(Bench bench, string variant, long bytes, long resident, Target? target) => bench.Session.Add(new Measurement
    {
        Suite = Name,
        Variant = variant,
        Values = Spread.Of([bytes / Mebibyte]),
        Unit = "MiB",
        Target = target,
        Resident = resident,
    });
}
