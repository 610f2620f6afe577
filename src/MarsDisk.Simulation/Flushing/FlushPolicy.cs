using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Simulation.Flushing;

/// <summary>
/// Decides when a chunk ends. Both thresholds of a run, memory and steps, become one capacity that is known before
/// the first step, so that chunk borders are a function of the inputs.
/// </summary>
/// <param name="StepLimit">Steps per chunk at most; at least 1.</param>
/// <param name="MemoryLimitBytes">Bytes that buffered rows may take by the row cost model.</param>
/// <param name="BytesPerStep">Cost of one step by the row cost model; a fixed number.</param>
public sealed record FlushPolicy(int StepLimit, long MemoryLimitBytes, int BytesPerStep)
{
    private const long BytesPerGibibyte = 1024L * 1024 * 1024;

    /// <summary>Whether an input may end a chunk early; not without streaming, where the whole run is one chunk.</summary>
    public bool TakesRequests { get; init; } = true;

    /// <summary>Steps of a full chunk. The estimate has to exceed the memory limit, hence the added step.</summary>
    public int Capacity => (int)Math.Min(Math.Max(MemoryLimitBytes / BytesPerStep, 0), StepLimit - 1) + 1;

    /// <summary>The policy of a run.</summary>
    /// <param name="streaming">The settings of streaming.</param>
    /// <param name="isStreaming">Whether history leaves memory while the run goes on.</param>
    /// <param name="steps">Planned steps; a chunk never holds more.</param>
    /// <param name="bytesPerStep">Cost of one step by the row cost model, at least 1.</param>
    public static FlushPolicy Of(StreamingParameters streaming, bool isStreaming, long steps, int bytesPerStep)
    {
        ArgumentNullException.ThrowIfNull(streaming);
        ArgumentOutOfRangeException.ThrowIfLessThan(bytesPerStep, 1);
        var planned = (int)Math.Clamp(steps, 1, int.MaxValue);
        if (!isStreaming)
            return new FlushPolicy(planned, long.MaxValue, bytesPerStep) { TakesRequests = false };

        var interval = streaming.StepFlushInterval;
        var limit = interval > 0 ? (int)Math.Min(interval, planned) : planned;
        return new FlushPolicy(limit, (long)(streaming.MemoryLimitGb * BytesPerGibibyte), bytesPerStep);
    }

    /// <summary>Whether a chunk with this many rows ends now.</summary>
    public bool IsDue(int rows, bool flushRequested, bool runEnds) => rows >= Capacity || (flushRequested && TakesRequests) || runEnds;

    /// <summary>The cause that a due chunk names.</summary>
    public FlushCause CauseOf(int rows, bool flushRequested, bool runEnds)
    {
        if (runEnds)
            return FlushCause.RunEnds;
        if (flushRequested && TakesRequests && rows < Capacity)
            return FlushCause.Requested;
        return Capacity < StepLimit ? FlushCause.MemoryLimit : FlushCause.StepLimit;
    }
}
