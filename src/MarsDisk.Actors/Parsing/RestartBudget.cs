using MarsDisk.Actors.Parsing.Parser;

namespace MarsDisk.Actors.Parsing;

/// <summary>How often and how soon a failed parser is started again: five times a minute, and three times at the same unit.</summary>
/// <param name="clock">Time.</param>
internal sealed class RestartBudget(TimeProvider clock)
{
    private const int RestartsMax = 5;
    private const int SameOrdinalMax = 3;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan DelayMin = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(10);

    private readonly Queue<long> _failures = new();
    private long _ordinal = -1;
    private int _atOrdinal;

    /// <summary>The same unit has failed too often: another try would fail again.</summary>
    public bool IsPoisoned => _atOrdinal >= SameOrdinalMax;

    /// <summary>The last failure in words.</summary>
    public string Sentence { get; private set; } = "The parser ended.";

    /// <summary>Notes what was thrown.</summary>
    public void Note(Exception error)
    {
        Sentence = error.Message;
        var ordinal = error is ParsingException parsing ? parsing.Ordinal : -1;
        _atOrdinal = ordinal >= 0 && ordinal == _ordinal ? _atOrdinal + 1 : 1;
        _ordinal = ordinal;
    }

    /// <summary>Time until the next start; null: it is given up.</summary>
    public TimeSpan? Delay()
    {
        _failures.Enqueue(clock.GetTimestamp());
        while (clock.GetElapsedTime(_failures.Peek()) > Window)
            _failures.Dequeue();
        if (IsPoisoned || _failures.Count > RestartsMax)
            return null;
        var delay = DelayMin * (1 << (_failures.Count - 1));
        // Several scenarios that fail for one reason should not all come back in one moment.
        var jitter = 1 + 0.2 * (_failures.Count * 0.6180339887498949 % 1);
        return TimeSpan.FromTicks((long)(Math.Min(delay.Ticks, DelayMax.Ticks) * jitter));
    }
}
