using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MarsDisk.Benchmarks.Reporting;

/// <summary>The machine block: without it no figure means anything.</summary>
internal static class MachineFacts
{
    /// <summary>Facts in the order in which they are shown.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Collect() =>
    [
        new("cpu", CpuName()),
        new("cores", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
        new("vector width", $"{WidestVector()} bit"),
        new("SHA instructions", HasFlag("sha_ni") || HasFlag("sha2") ? "yes" : "no"),
        new("memory", FormattableString.Invariant($"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0.0} GB")),
        new("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}"),
        new("runtime", RuntimeInformation.FrameworkDescription),
        new("clock", ReadFirst("/sys/devices/system/clocksource/clocksource0/current_clocksource")),
        new("load average", ReadFirst("/proc/loadavg")),
    ];

    private static int WidestVector() =>
        Vector512.IsHardwareAccelerated ? 512 : Avx512F.IsSupported ? 256 : Vector256.IsHardwareAccelerated ? 256 : 128;

    private static string CpuName() => Line("model name") ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static bool HasFlag(string flag) =>
        (Line("flags") ?? Line("Features") ?? "").Split(' ').Contains(flag, StringComparer.Ordinal);

    private static string? Line(string name) => !File.Exists("/proc/cpuinfo") ? null : File.ReadLines("/proc/cpuinfo")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(':') + 1)..].Trim())
        .FirstOrDefault();

    private static string ReadFirst(string path) => File.Exists(path) ? File.ReadLines(path).First() : "unknown";
}
