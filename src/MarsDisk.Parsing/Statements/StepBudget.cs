namespace MarsDisk.Parsing;

/// <summary>How much one step may do: bytes, time, and how long a complete frame may wait. Looked at every few frames.</summary>
internal sealed class StepBudget(TimeProvider clock)
{
    /// <summary>A statement counts as so many rows: its sink may be slow, and the clock is to be looked at in time.</summary>
    public const int RowsOfStatement = 8;

    private const int FramesBetweenLooks = 64;

    private long _start;
    private TimeSpan _time;

    /// <summary>No bound at all.</summary>
    public static StepBudget Unlimited { get; } = new(TimeProvider.System);

    /// <summary>Source offset at which the step ends.</summary>
    public long EndOffset { get; private set; } = long.MaxValue;

    /// <summary>Rows that may be parsed before the next look.</summary>
    public int FramesPerLook { get; private set; } = FramesBetweenLooks;

    /// <summary>A bound of bytes and time for the next step.</summary>
    public void Begin(long at, long bytes, TimeSpan time)
    {
        EndOffset = at + bytes;
        _start = clock.GetTimestamp();
        _time = time;
        FramesPerLook = bytes < FramesBetweenLooks ? 1 : FramesBetweenLooks;
    }

    /// <summary>A bound of time from a moment in the past, looked at after each frame.</summary>
    public void Watch(long since, TimeSpan time)
    {
        EndOffset = long.MaxValue;
        _start = since;
        _time = time;
        FramesPerLook = 1;
    }

    /// <summary>No bound.</summary>
    public void Lift()
    {
        EndOffset = long.MaxValue;
        _time = default;
        FramesPerLook = FramesBetweenLooks;
    }

    public bool IsSpent(long at)
        => at >= EndOffset || (_time > TimeSpan.Zero && clock.GetElapsedTime(_start) > _time);
}
