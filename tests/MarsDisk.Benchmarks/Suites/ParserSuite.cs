using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Benchmarks.Samples;

namespace MarsDisk.Benchmarks.Suites;

/// <summary>Reading scenarios: events and rows, beside the base library and beside parser combinators.</summary>
internal static class ParserSuite
{
    /// <summary>Name on the command line.</summary>
    public const string Name = "parser";

    private const int Events = 20_000;
    private const int Rows = 100_000;
    private const int CombinatorShare = 20;
    private const int AllocationRows = 1_000_000;

    /// <summary>Measures them.</summary>
    public static void Run(Bench bench)
    {
        MeasureEvents(bench);
        MeasureRows(bench);
        MeasureAllocation(bench);
    }

    private static void MeasureEvents(Bench bench)
    {
        var all = ScenarioSources.Events(Events);
        var few = ScenarioSources.Events(Events / CombinatorShare);
        var series = Rounds.Run(
            Math.Max(bench.Session.Rounds, 9),
            Slices.Of("events, at once", all.Parse),
            Slices.Of("events, 64 KiB", () => all.Stream(64 * 1024)),
            Slices.Of("events, 4 KiB", () => all.Stream(4 * 1024)),
            Slices.Of("events, 1 byte", () => few.Stream(1)),
            Slices.Of("events, NDJSON", all.ParseTwin),
            Slices.Of("JSON tokeniser over the twin", all.Tokenise),
            Slices.Of("events, Sprache", few.SpracheEvents));
        var units = (double)all.Units;

        var atOnce = Report(bench, series[0], all.Text.Length / 1e6, "MB/s", all.Text.Length, Targets.StatementSpeed);
        Report(bench, series[1], all.Text.Length / 1e6, "MB/s", all.Text.Length);
        Compare(bench, series[2], series[1], all.Text.Length / 1e6, "MB/s", Targets.SmallChunks, Divide(series[1].Cpu, series[2].Cpu));
        Compare(bench, series[3], series[1], few.Text.Length / 1e6, "MB/s", Targets.ByteChunks,
            Divide([.. series[3].Cpu.Select(seconds => seconds * all.Text.Length / few.Text.Length)], series[1].Cpu));
        Report(bench, series[4], all.Twin.Length / 1e6, "MB/s", all.Twin.Length);
        Report(bench, series[5], units / 1e6, "M/s", all.Twin.Length);
        Compare(bench, new Series("events, at once, units"), series[5], 1, "M/s", Targets.StatementsBesideJson,
            Divide(series[5].Cpu, series[0].Cpu), Spread.Of(series[0].Cpu.Select(seconds => units / seconds / 1e6)));
        Compare(bench, series[6], series[0], few.Body.Length / 1e6, "MB/s", null,
            Divide([.. series[6].Cpu.Select(seconds => seconds * all.Body.Length / few.Body.Length)], series[0].Cpu));
        bench.Session.NoteReference(atOnce);
    }

    private static void MeasureRows(Bench bench)
    {
        var all = ScenarioSources.Rows(Rows);
        var few = ScenarioSources.Rows(Rows / CombinatorShare);
        var series = Rounds.Run(
            Math.Max(bench.Session.Rounds, 9),
            Slices.Of("rows, at once", all.Parse),
            Slices.Of("rows, 64 KiB", () => all.Stream(64 * 1024)),
            Slices.Of("rows, NDJSON", all.ParseTwin),
            Slices.Of("number parser of the base library, bare loop", all.ReadNumbers),
            Slices.Of("JSON tokeniser over the twin of the rows", all.Tokenise),
            Slices.Of("rows, Sprache", few.SpracheRows));

        Report(bench, series[0], Rows / 1e6, "M/s", all.Text.Length, Targets.RowSpeed);
        Report(bench, series[1], Rows / 1e6, "M/s", all.Text.Length);
        Report(bench, series[2], Rows / 1e6, "M/s", all.Twin.Length);
        Compare(bench, series[3], series[0], Rows / 1e6, "M/s", Targets.RowsBesideNumbers, Divide(series[3].Cpu, series[0].Cpu));
        Report(bench, series[4], Rows / 1e6, "M/s", all.Twin.Length);
        Compare(bench, series[5], series[0], Rows / CombinatorShare / 1e6, "M/s", null,
            Divide([.. series[5].Cpu.Select(seconds => seconds * CombinatorShare)], series[0].Cpu));
    }

    // Twice the rows minus once the rows: what a parse costs once is not what a row costs.
    private static void MeasureAllocation(Bench bench)
    {
        var once = Allocated(ScenarioSources.Rows(AllocationRows / 2));
        var twice = Allocated(ScenarioSources.Rows(AllocationRows));
        bench.Session.Add(new Measurement
        {
            Suite = Name,
            Variant = "managed bytes per row",
            Values = Spread.Of([(twice - once) / (AllocationRows / 2.0)]),
            Unit = "B",
            Target = Targets.RowAllocation,
            Allocated = (twice - once) / (AllocationRows / 2.0),
        });
    }

    private static long Allocated(ScenarioSources rows)
    {
        rows.Stream(64 * 1024);
        var least = long.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            rows.Parse();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static double[] Report(Bench bench, Series series, double amount, string unit, long bytes, Target? target = null)
    {
        bench.Session.Add(new Measurement
        {
            Suite = Name,
            Variant = series.Name,
            Values = Spread.Of(series.Cpu.Select(seconds => amount / seconds)),
            Unit = unit,
            Rounds = series.Cpu.Count,
            Bytes = bytes,
            Check = series.Check,
            Target = target,
        });
        return [.. series.Cpu];
    }

    private static void Compare(
        Bench bench, Series series, Series reference, double amount, string unit, Target? target, Spread ratio, Spread? values = null)
        => bench.Session.Add(new Measurement
        {
            Suite = Name,
            Variant = series.Name,
            Values = values ?? Spread.Of(series.Cpu.Select(seconds => amount / seconds)),
            Unit = unit,
            Rounds = reference.Cpu.Count,
            Reference = reference.Name,
            Ratio = ratio,
            Target = target,
        });

    private static Spread Divide(IReadOnlyList<double> over, IReadOnlyList<double> under) => Spread.OfRatios(over, under);
}
