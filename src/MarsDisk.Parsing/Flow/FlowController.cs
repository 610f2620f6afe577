namespace MarsDisk.Parsing;

/// <summary>Who moves the bytes.</summary>
public enum FlowMode : byte
{
    /// <summary>By what the feeder can.</summary>
    Auto,

    /// <summary>The source sends when it likes.</summary>
    Push,

    /// <summary>One demand, one answer.</summary>
    Pull,

    /// <summary>A demand opens a window; several chunks may come within it.</summary>
    Hybrid,
}

/// <summary>An amount of input.</summary>
/// <param name="Bytes">Bytes.</param>
/// <param name="Frames">Frames; a wish only.</param>
public readonly record struct Demand(int Bytes, int Frames);

/// <summary>Times of an automatic policy. Absent: not looked at.</summary>
/// <param name="MaxLag">A complete frame that waits longer holds the source.</param>
/// <param name="Debounce">At least this long between a change of action and the next.</param>
/// <param name="Throttle">At least this long between two demands.</param>
public readonly record struct BackpressureSpec(TimeSpan? MaxLag, TimeSpan? Debounce, TimeSpan? Throttle);

/// <summary>Who decides how much is asked for.</summary>
public abstract record FlowPolicy
{
    private FlowPolicy()
    {
    }

    /// <summary>The caller. Asked before each demand; nothing means pause.</summary>
    public sealed record Manual(Func<Demand> OnDemand) : FlowPolicy;

    /// <summary>The runtime, by level and times.</summary>
    public sealed record Auto(BackpressureSpec Backpressure) : FlowPolicy;
}

/// <summary>When a source is held and when it may send again. The level is in bytes received and not yet done with.</summary>
/// <param name="Mode">Who moves the bytes.</param>
/// <param name="HighWatermark">A level above it holds the source.</param>
/// <param name="LowWatermark">A level at or below it lets it send again.</param>
/// <param name="Policy">Who decides.</param>
public sealed record FlowController(FlowMode Mode, int HighWatermark, int LowWatermark, FlowPolicy Policy)
{
    /// <summary>1 MiB, 256 KiB, automatic, no times.</summary>
    public static readonly FlowController Default =
        new(FlowMode.Auto, 1024 * 1024, 256 * 1024, new FlowPolicy.Auto(default));

    /// <summary>What is wrong with the settings, or null.</summary>
    internal string? Fault(ParseLimits limits)
    {
        if (LowWatermark <= 0)
            return $"LowWatermark is {LowWatermark}, expected more than 0.";
        if (LowWatermark > HighWatermark)
            return $"LowWatermark {LowWatermark} is above HighWatermark {HighWatermark}.";
        if (HighWatermark > limits.MaxBufferedBytes)
            return $"HighWatermark {HighWatermark} is above max_buffered_bytes {limits.MaxBufferedBytes}.";
        return null;
    }
}
