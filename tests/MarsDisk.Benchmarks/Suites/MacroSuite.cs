using System.Globalization;

using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Processes;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Benchmarks.Samples;

namespace MarsDisk.Benchmarks.Suites;

/// <summary>Whole runs: streaming on and off, actors and a plain loop, the cost of a step, memory over a long run.</summary>
internal static class MacroSuite
{
    /// <summary>Name on the command line.</summary>
    public const string Name = "macro";

    private const double ReferenceStepSeconds = 0.71e-3;
    private const string StreamingOff = "io.streaming.enable=false";

    /// <summary>Measures all of it.</summary>
    public static void Run(Bench bench)
    {
        var steps = bench.Session.IsQuick ? 20_000 : 100_000;
        CompareStreaming(bench, steps);
        PipelineComparison.Run(bench, steps);
        MemoryMeasurements.Run(bench);
    }

    private static void CompareStreaming(Bench bench, int steps)
    {
        var variants = new List<Variant>
        {
            new("streaming on, two cores", () => WholeRun(bench, steps, isPinned: false)),
            new("streaming off, two cores", () => WholeRun(bench, steps, isPinned: false, StreamingOff)),
        };
        if (Programs.CanPin)
        {
            variants.Add(new("streaming on, one core", () => WholeRun(bench, steps, isPinned: true)));
            variants.Add(new("streaming off, one core", () => WholeRun(bench, steps, isPinned: true, StreamingOff)));
        }
        else
        {
            bench.Session.Say("Skipped: P2 needs taskset.");
        }

        variants.Add(new("streaming on, twice the steps", () => WholeRun(bench, 2 * steps, isPinned: false)));
        RequireSameTables(bench, steps);
        var series = Rounds.Run(bench.Session.Rounds, variants);
        bench.Session.NoteReference(series[1].Wall);
        Add(bench, series[0], series[1], Targets.Streaming, steps);
        Add(bench, series[1], series[1], null, steps);
        if (Programs.CanPin)
        {
            Add(bench, series[2], series[3], Targets.StreamingOneCore, steps);
            Add(bench, series[3], series[3], null, steps);
        }
        AddStep(bench, "one step with everything, CPU of the whole run", series[0].Cpu.Select(seconds => seconds / steps), Targets.StepSpeed);
        AddStep(bench, "one step more, CPU of the whole run", series[^1].Cpu.Zip(series[0].Cpu, (twice, once) => (twice - once) / steps), null);
    }

    private static Sample WholeRun(Bench bench, int steps, bool isPinned, params IReadOnlyList<string> overrides)
    {
        var path = bench.Folder.Fresh("run");
        var command = Command(bench, path, steps, overrides);
        var (sample, _) = ChildProcess.Run(isPinned ? Programs.Pinned(command) : command, watchesMemory: true);
        var (hash, _) = WorkFolder.Tables(path);
        Bench.Remove(path);
        return sample with { Check = hash };
    }

    // Files of the two differ in their row groups; what a reader sees must not.
    private static void RequireSameTables(Bench bench, int steps)
    {
        var on = bench.Folder.Fresh("on");
        var off = bench.Folder.Fresh("off");
        ChildProcess.Run(Command(bench, on, steps, []));
        ChildProcess.Run(Command(bench, off, steps, [StreamingOff]));
        foreach (var table in TableContent.Names)
        {
            var (hashOn, hashOff) = (TableContent.Hash(on, table), TableContent.Hash(off, table));
            if (hashOn != hashOff)
                throw new InvalidDataException($"{table} is {hashOn} with streaming and {hashOff} without.");
        }
        Bench.Remove(on);
        Bench.Remove(off);
    }

    private static IReadOnlyList<string> Command(Bench bench, string path, int steps, IReadOnlyList<string> overrides) => bench.Programs.Product(
        ["run", bench.Base.ConfigurationPath, "--out", path, "--progress", "off", "--quiet", "--set", BaseRun.Length(steps), .. overrides.SelectMany(text => new[] { "--set", text })]);

    private static void Add(Bench bench, Series series, Series reference, Target? target, int steps) => bench.Session.Add(new Measurement
    {
        Suite = Name,
        Variant = series.Name,
        Values = Spread.Of(series.Wall),
        Unit = "s",
        Rounds = series.Wall.Count,
        Reference = series == reference ? null : reference.Name,
        Ratio = series == reference ? null : Spread.OfRatios(series.Wall, reference.Wall),
        Target = target,
        Resident = series.PeakBytes,
        Check = series.Check,
        Parameters = string.Create(CultureInfo.InvariantCulture, $"marsdisk run configs/base.yml --set {BaseRun.Length(steps)}"),
    });

    // The second figure leaves out what every run pays once: the start and the compiling of what is hot.
    private static void AddStep(Bench bench, string variant, IEnumerable<double> seconds, Target? target)
    {
        var costs = seconds.ToList();
        bench.Session.Add(new Measurement
        {
            Suite = Name,
            Variant = variant,
            Values = Spread.Of(costs),
            Unit = "s",
            Rounds = costs.Count,
            Reference = "reference step / ours",
            Ratio = Spread.Of(costs.Select(cost => ReferenceStepSeconds / cost)),
            Target = target,
        });
    }
}
