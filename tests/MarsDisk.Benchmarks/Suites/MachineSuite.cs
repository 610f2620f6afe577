using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Processes;
using MarsDisk.Benchmarks.Reporting;

namespace MarsDisk.Benchmarks.Suites;

/// <summary>What the machine can do: the anchors that other figures are a share of.</summary>
internal static class MachineSuite
{
    /// <summary>Name on the command line.</summary>
    public const string Name = "machine";

    private const int CopyBytes = 64 << 20;
    private const int FileBytes = 150_000_000;
    private const int PieceBytes = 1 << 20;
    private const int MultiplyAdds = 4_000_000;
    private const int Chains = 8;

    private static double _sink;

    /// <summary>Measures all anchors.</summary>
    public static void Run(Bench bench)
    {
        var source = new byte[CopyBytes];
        var target = new byte[CopyBytes];
        new Random(1).NextBytes(source);

        var series = Rounds.Run(
            bench.Session.Rounds,
            new Variant("copy 64 MiB", () => Bench.Time(() => source.CopyTo(target, 0))),
            new Variant("multiply-add, 512 bit", () => Bench.Time(() => _sink = MultiplyAdd512())),
            new Variant("multiply-add, 256 bit", () => Bench.Time(() => _sink = MultiplyAdd256())),
            new Variant("SHA-256 of 64 MiB", () => Bench.Time(() => SHA256.HashData(source, target))),
            new Variant("write 150 MB", () => WriteFile(bench, source, isSynced: false)),
            new Variant("write 150 MB and fsync", () => WriteFile(bench, source, isSynced: true)),
            new Variant("hello world", () => ChildProcess.Run(Programs.Self(Programs.HelloMode)).Sample));

        AddRate(bench, series[0], CopyBytes / 1e9, "GB/s", series[0].Cpu);
        AddRate(bench, series[1], 2e-9 * Chains * Vector512<double>.Count * MultiplyAdds, "GFLOP/s", series[1].Cpu);
        AddRate(bench, series[2], 2e-9 * Chains * Vector256<double>.Count * MultiplyAdds, "GFLOP/s", series[2].Cpu);
        AddRate(bench, series[3], CopyBytes / 1e9, "GB/s", series[3].Cpu);
        AddRate(bench, series[4], FileBytes / 1e9, "GB/s", series[4].Wall);
        AddRate(bench, series[5], FileBytes / 1e9, "GB/s", series[5].Wall);
        bench.Session.Add(new Measurement { Suite = Name, Variant = series[6].Name, Values = Spread.Of(series[6].Wall), Unit = "s", Rounds = bench.Session.Rounds });
        bench.Session.NoteReference(series[1].Cpu);
    }

    /// <summary>Writes a file in pieces with plain writes.</summary>
    public static Sample WriteFile(Bench bench, byte[] source, bool isSynced, long bytes = FileBytes)
    {
        var path = bench.Folder.Fresh("raw.bin");
        var sample = Bench.Time(() =>
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            for (var left = bytes; left > 0; left -= PieceBytes)
                file.Write(source, (int)((bytes - left) % (source.Length - PieceBytes)), (int)Math.Min(PieceBytes, left));
            if (isSynced)
                file.Flush(flushToDisk: true);
        });
        File.Delete(path);
        return sample;
    }

    private static void AddRate(Bench bench, Series series, double amount, string unit, IReadOnlyList<double> seconds) =>
        bench.Session.Add(new Measurement
        {
            Suite = Name,
            Variant = series.Name,
            Values = Spread.Of(seconds.Select(second => amount / second)),
            Unit = unit,
            Rounds = seconds.Count,
        });

    // Eight independent chains hide the latency of one multiply-add.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double MultiplyAdd512()
    {
        var factor = Vector512.Create(0.999999);
        var (a, b, c, d) = (factor, factor, factor, factor);
        var (e, f, g, h) = (factor, factor, factor, factor);
        for (var i = 0; i < MultiplyAdds; i++)
        {
            a = Vector512.FusedMultiplyAdd(a, factor, factor);
            b = Vector512.FusedMultiplyAdd(b, factor, factor);
            c = Vector512.FusedMultiplyAdd(c, factor, factor);
            d = Vector512.FusedMultiplyAdd(d, factor, factor);
            e = Vector512.FusedMultiplyAdd(e, factor, factor);
            f = Vector512.FusedMultiplyAdd(f, factor, factor);
            g = Vector512.FusedMultiplyAdd(g, factor, factor);
            h = Vector512.FusedMultiplyAdd(h, factor, factor);
        }
        return Vector512.Sum(a + b + c + d + e + f + g + h);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double MultiplyAdd256()
    {
        var factor = Vector256.Create(0.999999);
        var (a, b, c, d) = (factor, factor, factor, factor);
        var (e, f, g, h) = (factor, factor, factor, factor);
        for (var i = 0; i < MultiplyAdds; i++)
        {
            a = Vector256.FusedMultiplyAdd(a, factor, factor);
            b = Vector256.FusedMultiplyAdd(b, factor, factor);
            c = Vector256.FusedMultiplyAdd(c, factor, factor);
            d = Vector256.FusedMultiplyAdd(d, factor, factor);
            e = Vector256.FusedMultiplyAdd(e, factor, factor);
            f = Vector256.FusedMultiplyAdd(f, factor, factor);
            g = Vector256.FusedMultiplyAdd(g, factor, factor);
            h = Vector256.FusedMultiplyAdd(h, factor, factor);
        }
        return Vector256.Sum(a + b + c + d + e + f + g + h);
    }
}
