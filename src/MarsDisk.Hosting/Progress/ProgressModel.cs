using MarsDisk.Actors.Messages;

namespace MarsDisk.Hosting.Progress;

/// <summary>
/// The facts behind every progress rendering: fraction, smoothed step time and the time still needed (runner.md §4).
/// </summary>
/// <param name="timeEndSeconds">Simulated end, s.</param>
/// <param name="stepsPlanned">Planned steps.</param>
/// <param name="clock">Wall clock, for people only.</param>
public sealed class ProgressModel(double timeEndSeconds, long stepsPlanned, TimeProvider clock)
{
    private const double Smoothing = 0.1;
    private const int SamplesMin = 3;

    private long _lastTimestamp;
    private long _lastStep;
    private double _secondsPerStep;
    private int _samples;

    /// <summary>Last status; null before the first.</summary>
    public RunStatus? Status { get; private set; }

    /// <summary>Planned steps.</summary>
    public long StepsPlanned => stepsPlanned;

    /// <summary>Simulated end, s.</summary>
    public double TimeEndSeconds => timeEndSeconds;

    /// <summary>Steps computed, committed or not.</summary>
    public long Step => Math.Max(Status?.Progress?.Step ?? 0, Status?.CommittedSteps ?? 0);

    /// <summary>Simulated time, s.</summary>
    public double TimeSeconds => Status?.Progress?.Time ?? (stepsPlanned > 0 ? timeEndSeconds * Step / stepsPlanned : 0);

    /// <summary>Simulated time over its end, in [0, 1].</summary>
    public double Fraction => timeEndSeconds > 0 ? Math.Clamp(TimeSeconds / timeEndSeconds, 0, 1) : 0;

    /// <summary>Smoothed steps per second; null before three samples.</summary>
    public double? StepsPerSecond => _samples >= SamplesMin && _secondsPerStep > 0 ? 1 / _secondsPerStep : null;

    /// <summary>Seconds until the end at the present speed; null before three samples.</summary>
    public double? SecondsLeft => _samples >= SamplesMin ? _secondsPerStep * Math.Max(0, stepsPlanned - Step) : null;

    /// <summary>Takes in what the run published.</summary>
    /// <param name="status">Newest status.</param>
    public void Take(RunStatus status)
    {
        Status = status;
        if (status.Phase != RunPhase.Running || status.Progress is null)
        {
            _lastTimestamp = 0;
            return;
        }

        var now = clock.GetTimestamp();
        var steps = status.Progress.Step - _lastStep;
        if (_lastTimestamp != 0 && steps > 0)
            Smooth(clock.GetElapsedTime(_lastTimestamp, now).TotalSeconds / steps);
        if (_lastTimestamp == 0 || steps > 0)
        {
            _lastTimestamp = now;
            _lastStep = status.Progress.Step;
        }
    }

    private void Smooth(double secondsPerStep)
    {
        _secondsPerStep = _samples == 0 ? secondsPerStep : _secondsPerStep + (Smoothing * (secondsPerStep - _secondsPerStep));
        _samples++;
    }
}
