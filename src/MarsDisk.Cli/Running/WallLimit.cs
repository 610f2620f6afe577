using System.Globalization;

using MarsDisk.Actors.Messages;
using MarsDisk.Hosting.Running;
using MarsDisk.Simulation.Flushing;

namespace MarsDisk.Cli.Running;

/// <summary>
/// Ends a run before the wall clock of its job does (experience.md §2.11): no chunk goes on that is not expected to be
/// committed before the limit less its margin. Commits carry the news, so nothing of it can reach the data.
/// </summary>
internal sealed class WallLimit : IRunListener, IDisposable
{
    private const int ChunksRemembered = 5;
    private const double Caution = 1.5;

    private readonly TimeSpan _end;
    private readonly IRunListener _inner;
    private readonly TimeProvider _clock;
    private readonly Action _stop;
    private readonly long _begun;
    private readonly Queue<TimeSpan> _chunks = new(ChunksRemembered);
    private readonly ITimer _timer;
    private TimeSpan _lastCommit;

    /// <summary>Begins to count.</summary>
    /// <param name="limits">Limit and margin.</param>
    /// <param name="inner">Hears everything as well.</param>
    /// <param name="clock">The clock of the wall.</param>
    /// <param name="stop">Ends the session at the last commit.</param>
    public WallLimit(WallLimits limits, IRunListener inner, TimeProvider clock, Action stop)
    {
        _end = limits.End;
        _inner = inner;
        _clock = clock;
        _stop = stop;
        _begun = clock.GetTimestamp();

        // The first chunk has no predecessor to expect anything from, and any chunk may take longer than its forerunners.
        _timer = clock.CreateTimer(_ => Reach(), null, _end, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether the limit ended the run.</summary>
    public bool IsReached { get; private set; }

    /// <inheritdoc />
    public void Changed(RunStatus status) => _inner.Changed(status);

    /// <inheritdoc />
    public void Flushed(ChunkFlushed chunk)
    {
        _inner.Flushed(chunk);
        var elapsed = _clock.GetElapsedTime(_begun);
        if (_chunks.Count == ChunksRemembered)
            _chunks.Dequeue();
        _chunks.Enqueue(elapsed - _lastCommit);
        _lastCommit = elapsed;
        var isLast = chunk.Cause is FlushCause.RunEnds or FlushCause.BudgetViolated;
        if (!isLast && elapsed + (Caution * _chunks.Max()) > _end)
            Reach();
    }

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    private void Reach()
    {
        IsReached = true;
        _stop();
    }
}

/// <summary>The options <c>--wall-limit</c> and <c>--wall-margin</c>.</summary>
/// <param name="Limit">Wall time that the job has.</param>
/// <param name="Margin">Time that has to be left at the end.</param>
internal sealed record WallLimits(TimeSpan Limit, TimeSpan Margin)
{
    private const double ShareOfOneChunkMax = 1.0 / 3;
    private static readonly TimeSpan MarginByDefault = TimeSpan.FromSeconds(60);

    /// <summary>When the last chunk has to be committed.</summary>
    public TimeSpan End => Limit - Margin;

    /// <summary>Reads both options.</summary>
    /// <returns>The limits; null without a limit.</returns>
    /// <exception cref="FormatException">A text is no time, or nothing is left of the limit.</exception>
    public static WallLimits? Parse(string? limit, string? margin)
    {
        if (limit is null)
            return margin is null ? null : throw new FormatException("--wall-margin means nothing without --wall-limit.");

        var limits = new WallLimits(Time("--wall-limit", limit), margin is null ? MarginByDefault : Time("--wall-margin", margin));
        return limits.End > TimeSpan.Zero
            ? limits
            : throw new FormatException($"--wall-limit {limit} leaves no time to compute: --wall-margin is {limits.Margin.TotalSeconds:0} s. Give a smaller --wall-margin.");
    }

    /// <summary>What to say at the start when one chunk takes a large part of the limit; null when none does.</summary>
    /// <param name="chunkSeconds">Expected time of a chunk, s.</param>
    /// <param name="chunkSteps">Steps of a chunk.</param>
    public string? Advice(double chunkSeconds, int chunkSteps)
    {
        var longest = Limit.TotalSeconds * ShareOfOneChunkMax;
        if (!(chunkSeconds > longest))
            return null;

        var steps = Math.Max(1, (long)(chunkSteps * longest / chunkSeconds));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"warning: a chunk of {chunkSteps} steps takes about {chunkSeconds:0} s, more than a third of --wall-limit; a stop may lose that much computing time.\n  try: io.streaming.step_flush_interval: {steps} in a new run directory");
    }

    /// <summary>HH:MM:SS with any number of hours, or seconds.</summary>
    /// <exception cref="FormatException">The text is no time.</exception>
    public static TimeSpan Time(string option, string text)
    {
        var parts = text.Split(':');
        var numbers = Array.ConvertAll(parts, part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1);
        return numbers switch
        {
            [>= 0 and var seconds] => TimeSpan.FromSeconds(seconds),
            [>= 0 and <= 100_000 and var hours, >= 0 and < 60 and var minutes, >= 0 and < 60 and var seconds] => new TimeSpan(hours, minutes, seconds),
            _ => throw new FormatException($"{option} {text} is no time: HH:MM:SS, for example 00:55:00, or seconds."),
        };
    }
}
