using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Processes;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Benchmarks.Samples;

namespace MarsDisk.Benchmarks.Suites;

/// <summary>How long the program takes to be useful, beside the smallest program that this runtime can start.</summary>
internal static class StartupSuite
{
    /// <summary>Name on the command line.</summary>
    public const string Name = "startup";

    private const int SampleSteps = 1000;
    private const string Hello = "hello world";

    /// <summary>Measures starts in fresh processes.</summary>
    public static void Run(Bench bench)
    {
        var configuration = bench.Base.ConfigurationPath;
        var series = Rounds.Run(
            bench.Session.Rounds + 6,
            new Variant(Hello, () => ChildProcess.Run(Programs.Self(Programs.HelloMode)).Sample),
            new Variant("--version", () => ChildProcess.Run(bench.Programs.Product("--version")).Sample),
            new Variant("config check", () => ChildProcess.Run(bench.Programs.Product("config", "check", configuration)).Sample),
            new Variant("run of 1000 steps", () => SampleRun(bench)));

        bench.Session.NoteReference(series[0].Wall);
        Add(bench, series[0], series[0], null, $"{Programs.HelloMode} mode of the benchmarks");
        Add(bench, series[1], series[0], Targets.VersionStart, "marsdisk --version");
        Add(bench, series[2], series[0], null, "marsdisk config check configs/base.yml");
        Add(bench, series[3], series[0], Targets.SampleRun, $"marsdisk run configs/base.yml --set {BaseRun.Length(SampleSteps)}");
        bench.Session.Add(new Measurement
        {
            Suite = Name,
            Variant = "run of 1000 steps, time",
            Values = Spread.Of(series[3].Wall),
            Unit = "s",
            Rounds = series[3].Wall.Count,
            Target = Targets.SampleRunTime,
        });
    }

    private static Sample SampleRun(Bench bench)
    {
        var path = bench.Folder.Fresh("sample");
        var (sample, _) = ChildProcess.Run(bench.Programs.Product(
            "run", bench.Base.ConfigurationPath, "--out", path, "--set", BaseRun.Length(SampleSteps), "--progress", "off", "--quiet"));
        var (hash, _) = WorkFolder.Tables(path);
        Bench.Remove(path);
        return sample with { Check = hash };
    }

    private static void Add(Bench bench, Series series, Series hello, Target? target, string command) =>
        bench.Session.Add(new Measurement
        {
            Suite = Name,
            Variant = series.Name,
            Values = Spread.Of(series.Wall),
            Unit = "s",
            Rounds = series.Wall.Count,
            Reference = series == hello ? null : Hello,
            Ratio = series == hello ? null : Spread.OfRatios(series.Wall, hello.Wall),
            Target = target,
            Check = series.Check,
            Parameters = command,
        });
}
