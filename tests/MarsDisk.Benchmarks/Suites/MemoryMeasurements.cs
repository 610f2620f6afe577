using System.Globalization;

using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Benchmarks.Samples;
using MarsDisk.History.Columns;
using MarsDisk.Simulation;

namespace MarsDisk.Benchmarks.Suites;

/// <summary>Memory: nothing is allocated per step, and a long run takes no more than a short one.</summary>
internal static class MemoryMeasurements
{
    private const int Batch = 256;
    private const double Mebibyte = 1048576;

    /// <summary>Measures both.</summary>
    public static void Run(Bench bench)
    {
        MeasureSteps(bench);
        MeasureLongRun(bench, bench.Session.IsQuick ? 50_000 : 1_000_000);
    }

    private static void MeasureSteps(Bench bench)
    {
        var prepared = bench.Base.Prepare(BaseRun.Length(100_000));
        using var buffer = new ChunkBuffer(prepared.Schemas, prepared.Policy.Capacity);
        var integrator = new Integrator(prepared.Plan, prepared.InitialState().Run, prepared.Policy);
        var allocated = 0L;
        var steps = 0L;
        while (!integrator.HasEnded)
        {
            if (!integrator.HasBuffer)
                integrator.Begin(buffer);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var window = integrator.Fill(Batch);
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            // The first window sets up what the run keeps; a seal copies the state, once per chunk.
            if (window.Seal is not null || steps == 0)
                bytes = 0;
            allocated += bytes;
            steps += window.EndRow - window.FirstRow;
        }

        var perStep = (double)allocated / steps;
        Add(bench, "managed bytes per step", perStep, "B", Targets.StepAllocation);
    }

    private static void MeasureLongRun(Bench bench, int steps)
    {
        var path = bench.Folder.Fresh("soak");
        var soak = Soak.InProcess(bench.Base, path, steps);
        Bench.Remove(path);
        var is1e6 = steps == 1_000_000;
        var text = string.Create(CultureInfo.InvariantCulture, $"{soak.Steps} steps");
        Add(bench, $"largest resident set at a commit, all / first quarter, {text}", (double)soak.EndBytes / soak.QuarterBytes, "", Targets.FlatMemory, soak);
        Add(bench, $"peak resident set above the buffers, {text}", (soak.PeakBytes - soak.BufferBytes) / Mebibyte, "MiB", Targets.MemoryAboveBuffers, soak);
        Add(bench, $"gen-1 and gen-2 collections to the last commit, {text}", soak.Collections[1] + soak.Collections[2], "", is1e6 ? Targets.Collections : null, soak);
    }

    private static void Add(Bench bench, string variant, double value, string unit, Target? target, Soak? soak = null) => bench.Session.Add(new Measurement
    {
        Suite = MacroSuite.Name,
        Variant = variant,
        Values = Spread.Of([value]),
        Unit = unit,
        Target = target,
        Resident = soak?.PeakBytes,
        Collections = soak?.Collections,
        Check = soak is null ? null : string.Create(CultureInfo.InvariantCulture, $"{soak.Steps} steps"),
    });
}
