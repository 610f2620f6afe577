using System.Diagnostics;
using System.Globalization;

namespace MarsDisk.Simulated;

/// <summary>
/// Runs seeds outside of a test: <c>seeds FIRST COUNT [THREADS]</c> until the first violation (exit code 1), <c>seed N</c>
/// with the log of its turns, <c>survey FIRST COUNT</c> for all violations of a range, or
/// <c>mutations</c> for the table of planted bugs.
/// </summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["seed", var seed]:
                var report = SeedRunner.Report(Number(seed));
                Console.Write(report);
                return report.Contains("LAW BROKEN", StringComparison.Ordinal) ? 1 : 0;
            case ["survey", var first, var count]:
                Console.Write(SeedRunner.Survey(Number(first), Number(count)));
                return 0;
            case ["mutations"]:
                Mutations.MutationTable.Write(Console.Out);
                return 0;
            case ["seeds", var first, var count]:
                return Seeds(Number(first), Number(count), Environment.ProcessorCount);
            case ["seeds", var first, var count, var threads]:
                return Seeds(Number(first), Number(count), (int)Number(threads));
            default:
                Console.Error.WriteLine("usage: seeds FIRST COUNT [THREADS] | seed N | survey FIRST COUNT | mutations");
                return 2;
        }
    }

    private static int Seeds(long first, long count, int threads)
    {
        var clock = Stopwatch.StartNew();
        var (violation, turns) = SeedRunner.RunAll(first, count, threads);
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime.TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} seeds from {first}: {turns} turns, {clock.Elapsed.TotalSeconds:0.0} s wall, {cpu:0.0} s CPU, {count / cpu:0} seeds per CPU second"));
        if (violation is null)
            return 0;
        Console.WriteLine($"violation seed {violation.Seed}: {violation.Violation}");
        return 1;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
