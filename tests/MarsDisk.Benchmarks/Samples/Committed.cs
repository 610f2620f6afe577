using MarsDisk.Benchmarks.Measuring;

namespace MarsDisk.Benchmarks.Samples;

/// <summary>A moment, on both clocks.</summary>
/// <param name="ProcessorSeconds">Processor time of the process, s.</param>
/// <param name="Timestamp">Of the system's time provider.</param>
internal readonly record struct Committed(double ProcessorSeconds, long Timestamp)
{
    /// <summary>Now.</summary>
    public static Committed Now() => new(CpuClock.ProcessSeconds(), TimeProvider.System.GetTimestamp());
}
