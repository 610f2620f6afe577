using System.Globalization;

namespace MarsDisk.Benchmarks.Measuring;

/// <summary>
/// How much of the machine others use while we measure: busy time of all cores minus our own and our children's.
/// </summary>
internal sealed class ForeignLoad
{
    private const double TicksPerSecond = 100;

    private readonly long _begun = TimeProvider.System.GetTimestamp();
    private readonly double _busy = BusySeconds();
    private readonly double _own = OwnSeconds();

    /// <summary>Load since the beginning per core, in [0, 1]; 0 where the system does not tell.</summary>
    public double PerCore()
    {
        var elapsed = TimeProvider.System.GetElapsedTime(_begun).TotalSeconds * Environment.ProcessorCount;
        var foreign = BusySeconds() - _busy - (OwnSeconds() - _own);
        return Math.Clamp(foreign / Math.Max(elapsed, 1e-3), 0, 1);
    }

    private static double OwnSeconds() => CpuClock.ProcessSeconds() + CpuClock.ChildrenSeconds();

    // user, nice, system, idle, iowait, irq, softirq, steal: all but idle and iowait is work of somebody.
    private static double BusySeconds()
    {
        if (!File.Exists("/proc/stat"))
            return 0;
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ticks = fields.Skip(1).Take(8).Where((_, field) => field is not (3 or 4));
        return ticks.Sum(text => long.Parse(text, CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
