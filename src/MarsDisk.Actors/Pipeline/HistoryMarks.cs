using MarsDisk.Actors.Runs;
using MarsDisk.Simulation;
using MarsDisk.Simulation.Flushing;

namespace MarsDisk.Actors.Pipeline;

/// <summary>
/// Decides at which step borders a history is marked. One at a time is on its way; what is asked for meanwhile is one more,
/// behind it.
/// </summary>
internal sealed class HistoryMarks
{
    private readonly HistorySchedule? _schedule;
    private readonly double _stepSeconds;
    private long _dueStep = long.MaxValue;
    private bool _isAsked;
    private bool _isUnderWay;

    /// <summary>Stands where the integrator does.</summary>
    /// <param name="schedule">Null: the run needs none, because its history leaves memory by chunks.</param>
    /// <param name="stepSeconds">Length of a step, s.</param>
    /// <param name="step">The next step.</param>
    public HistoryMarks(HistorySchedule? schedule, double stepSeconds, long step)
    {
        _schedule = schedule;
        _stepSeconds = stepSeconds;
        MoveDue(step);
    }

    /// <summary>Somebody wants one, at the next border.</summary>
    public void Ask() => _isAsked = _schedule is not null;

    /// <summary>The one under way is durable, or will never be.</summary>
    public void Settle() => _isUnderWay = false;

    /// <summary>Steps of the next batch, so that it ends where one is due.</summary>
    public int StepsMax(int batchSteps, long step) => (int)Math.Min(batchSteps, _dueStep - step);

    /// <summary>The border behind a window if a history of it is wanted now and can be had; else null, and it stays wanted.</summary>
    public HistoryMark? Take(Integrator integrator, FilledWindow window)
    {
        if (integrator.NextStep >= _dueStep)
        {
            MoveDue(integrator.NextStep);
            _isAsked = true;
        }
        if (!_isAsked || _isUnderWay || window.Seal is not null || window.EndRow == window.FirstRow || integrator.Mark() is not { } mark)
            return null;
        (_isAsked, _isUnderWay) = (false, true);
        return mark;
    }

    // The first border at or behind the next multiple of the interval.
    private void MoveDue(long step)
    {
        if (_schedule?.EverySeconds is not { } every)
            return;
        var passed = Math.Floor((step * _stepSeconds / every) + 1e-9);
        var border = Math.Ceiling(((passed + 1) * every / _stepSeconds) - 1e-9);
        _dueStep = border < long.MaxValue ? Math.Max((long)border, step + 1) : long.MaxValue;
    }
}
