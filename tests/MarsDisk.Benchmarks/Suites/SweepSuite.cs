using System.Globalization;
using System.Security.Cryptography;

using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Processes;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Benchmarks.Samples;

namespace MarsDisk.Benchmarks.Suites;

/// <summary>
/// How much two workers on one directory get done beside one: a sweep of runs as long as the sample of the other suites,
/// one run at a time in each worker.
/// </summary>
internal static class SweepSuite
{
    /// <summary>Name on the command line.</summary>
    public const string Name = "sweep";

    private const int Runs = 8;
    private const long Steps = 50_000;
    private const string OneCore = "one worker, one core";

    /// <summary>Measures whole workers, from their start to the collected table.</summary>
    public static void Run(Bench bench)
    {
        if (!Programs.CanPin || Environment.ProcessorCount < 2)
        {
            Console.Error.WriteLine("Skipped: the sweep suite needs two cores and taskset to keep a worker on one.");
            return;
        }

        var series = Rounds.Run(
            bench.Session.Rounds,
            new Variant(OneCore, () => Sweep(bench, [[0]])),
            new Variant("one worker, two cores", () => Sweep(bench, [[0, 1]])),
            new Variant("two workers, one core each", () => Sweep(bench, [[0], [1]])),
            new Variant("two workers, two cores", () => Sweep(bench, [[0, 1], [0, 1]])));

        bench.Session.NoteReference(series[0].Wall);
        foreach (var each in series)
            Add(bench, each, series[0], each == series[2] ? Targets.TwoWorkers : null);
    }

    private static Sample Sweep(Bench bench, int[][] coresOfWorkers)
    {
        var path = bench.Folder.Fresh("sweep");
        var file = bench.Folder.Fresh("sweep.yml");
        File.WriteAllText(file, Definition(bench.Base.ConfigurationPath));
        ChildProcess.Run(bench.Programs.Product("sweep", "plan", file, "-o", path));
        var cpu = CpuClock.ChildrenSeconds();
        var begun = TimeProvider.System.GetTimestamp();

        var workers = coresOfWorkers.Select(cores => Task.Run(() => ChildProcess.Run(Worker(bench, path, cores)))).ToArray();
        Task.WaitAll(workers);

        var wall = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(path, "table.parquet"))))[..16];
        Bench.Remove(path);
        return new Sample(wall, CpuClock.ChildrenSeconds() - cpu, Check: hash);
    }

    private static IReadOnlyList<string> Worker(Bench bench, string path, int[] cores) =>
    [
        "taskset", "-c", string.Join(',', cores),
        .. bench.Programs.Product("worker", path, "--slots", "1", "--claim-interval", "5ms", "--until-done", "--quiet", "--node", $"core-{cores[0]}-{cores.Length}"),
    ];

    private static string Definition(string configuration) => string.Create(CultureInfo.InvariantCulture, $$"""
        sweep: bench
        base: {{Path.GetFullPath(configuration)}}
        vary:
          - { key: numerics.t_end_orbits, values: [{{BaseRun.Length(Steps).Split('=')[1]}}] }
          - { key: radiation.TM_K, range: { from: 3500, to: 4200, count: {{Runs}} } }
        """);

    // Throughput is the inverse of the time, so the ratio of two workers to one is that of the times of one to two.
    private static void Add(Bench bench, Series series, Series one, Target? target) => bench.Session.Add(new Measurement
    {
        Suite = Name,
        Variant = series.Name,
        Values = Spread.Of(series.Wall),
        Unit = "s",
        Rounds = series.Wall.Count,
        Reference = series == one ? null : OneCore,
        Ratio = series == one ? null : Spread.OfRatios(one.Wall, series.Wall),
        Target = target,
        Check = series.Check,
        Parameters = string.Create(CultureInfo.InvariantCulture, $"{Runs} runs of {Steps} steps, configs/base.yml; ratio: throughput"),
    });
}
