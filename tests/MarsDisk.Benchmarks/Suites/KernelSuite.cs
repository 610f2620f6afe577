using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Benchmarks.Samples;
using MarsDisk.History.Columns;
using MarsDisk.Simulation;
using MarsDisk.Simulation.Flushing;

namespace MarsDisk.Benchmarks.Suites;

/// <summary>The collision kernel in all its versions, and one step of the plain loop.</summary>
internal static class KernelSuite
{
    /// <summary>Name on the command line.</summary>
    public const string Name = "kernel";

    private const double SliceSeconds = 1.5e-3;    // shorter than a turn of the scheduler
    private const double ReferenceStepSeconds = 0.71e-3;
    private const int StepsPerSlice = 256;
    private const int RoundsPerSession = 45;       // slices are short

    private static readonly int[] BinCounts = [40, 80, 200];

    /// <summary>Measures all of it.</summary>
    public static void Run(Bench bench)
    {
        var product = new List<Series>();
        foreach (var bins in BinCounts)
            product.Add(Compare(bench, bins));
        for (var i = 1; i < product.Count; i++)
        {
            var target = i == 1 ? Targets.KernelGrowth80 : Targets.KernelGrowth200;
            Add(bench, product[i], product[0], target, $"growth from {BinCounts[0]} to {BinCounts[i]} bins");
        }
        MeasureStep(bench);
    }

    private static Series Compare(Bench bench, int bins)
    {
        var sample = new KernelSample(bins);
        var rounds = bench.Session.IsQuick ? bench.Session.Rounds : RoundsPerSession;
        var series = Rounds.Run(
            rounds,
            Sliced("product kernel", bins, sample.Product),
            Sliced("changing speed", bins, sample.ChangingSpeed),
            Sliced("separable, scalar", bins, sample.Separable),
            Sliced("direct triple loop", bins, sample.Direct));
        bench.Session.NoteReference(series[0].Cpu);
        Add(bench, series[0], series[0], null, series[0].Name);
        Add(bench, series[1], series[0], bins == BinCounts[0] ? Targets.KernelSpeedChange : null, series[1].Name);
        Add(bench, series[2], series[0], null, series[2].Name);
        Add(bench, series[3], series[0], Targets.KernelDirect[bins], series[3].Name);
        return series[0];
    }

    // As many calls as fill a slice; the sum of the gains is the result that every round must repeat.
    private static Variant Sliced(string name, int bins, Func<double> step)
    {
        var warm = CpuClock.ThreadSeconds();
        var calls = 0;
        while (calls < 3 || CpuClock.ThreadSeconds() - warm < 0.3)
        {
            step();
            calls++;
        }
        var begun = CpuClock.ThreadSeconds();
        step();
        var repeats = (int)Math.Clamp(SliceSeconds / Math.Max(CpuClock.ThreadSeconds() - begun, 2e-7), 1, 5000);
        return new Variant($"{name}, {bins} bins", () =>
        {
            var check = 0.0;
            var sample = Bench.Time(() =>
            {
                for (var i = 0; i < repeats; i++)
                    check = step();
            });
            return sample with { Cpu = sample.Cpu / repeats, Check = FormattableString.Invariant($"{check:E9}") };
        });
    }

    private static void MeasureStep(Bench bench)
    {
        var plan = bench.Base.Prepare(BaseRun.Length(2_000_000)).Plan;
        var policy = new FlushPolicy(10_000, long.MaxValue, 1);
        using var buffer = new ChunkBuffer(plan.Schemas, policy.Capacity);
        var integrator = new Integrator(plan, plan.NewState(), policy);
        integrator.Begin(buffer);
        var warm = CpuClock.ThreadSeconds();
        while (CpuClock.ThreadSeconds() - warm < 2)
            Fill();

        var costs = new List<double>();
        for (var slice = 0; slice < 10 * RoundsPerSession; slice++)
            costs.Add(Bench.Time(Fill).Cpu / StepsPerSlice);
        bench.Session.Add(new Measurement
        {
            Suite = Name,
            Variant = "one step of the plain loop with recording, 40 bins",
            Values = Spread.Of(costs),
            Unit = "s",
            Rounds = costs.Count,
            Reference = "reference step / ours",
            Ratio = Spread.Of(costs.Select(cost => ReferenceStepSeconds / cost)),
            Target = Targets.LoopStepSpeed,
            Check = FormattableString.Invariant($"step {integrator.NextStep}"),
        });

        // Chunks hold no whole number of slices: the step over a border belongs to the next slice.
        void Fill()
        {
            for (var left = StepsPerSlice; left > 0;)
            {
                var window = integrator.Fill(left);
                left -= window.EndRow - window.FirstRow;
                if (window.Seal is not null)
                    integrator.Begin(buffer);
            }
        }
    }

    private static void Add(Bench bench, Series series, Series reference, Target? target, string variant) => bench.Session.Add(new Measurement
    {
        Suite = Name,
        Variant = variant,
        Values = Spread.Of(series.Cpu),
        Unit = "s",
        Rounds = series.Cpu.Count,
        Reference = series == reference ? null : reference.Name,
        Ratio = series == reference ? null : Spread.OfRatios(series.Cpu, reference.Cpu),
        Target = target,
        Check = series.Check,
    });
}
