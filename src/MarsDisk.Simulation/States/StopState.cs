namespace MarsDisk.Simulation.States;

/// <summary>Why a run ended before its planned steps.</summary>
public enum StopReason
{
    /// <summary>It did not, or its mass budget ended it.</summary>
    None = 0,

    /// <summary>The blow-out size fell to the configured smallest size.</summary>
    BlowoutBelowSmallestSize = 1,

    /// <summary>The optical depth along the line of sight exceeded its limit.</summary>
    TauExceeded = 2,

    /// <summary>The rate of mass loss fell to its limit.</summary>
    LossRateBelowThreshold = 3,

    /// <summary>A person or a scenario asked for it.</summary>
    StopRequested = 4,

    /// <summary>An expectation failed, and the scenario asked to end then.</summary>
    ExpectationFailed = 5,
}

/// <summary>How the run stopped, and the first violation of the mass budget.</summary>
public sealed class StopState
{
    private long _reason;
    private long _step = -1;
    private double _time = double.NaN;
    private double _tau = double.NaN;
    private bool _isViolated;
    private double _violationTime = double.NaN;
    private double _violationError = double.NaN;
    private double _violationRemaining = double.NaN;
    private double _violationLost = double.NaN;
    private double _violationDifference = double.NaN;

    /// <summary>Why the run stopped early.</summary>
    public StopReason Reason { get => (StopReason)_reason; internal set => _reason = (long)value; }

    /// <summary>The step that stopped it; −1 if none did.</summary>
    public long Step { get => _step; internal set => _step = value; }

    /// <summary>The early-stop time as the reference states it, s: one step late after a recorded step (physics §19.5).</summary>
    public double Time { get => _time; internal set => _time = value; }

    /// <summary>The optical depth that exceeded its limit.</summary>
    public double Tau { get => _tau; internal set => _tau = value; }

    /// <summary>Whether the mass budget was ever violated.</summary>
    public bool IsBudgetViolated => _isViolated;

    /// <summary>End of the first violating step, s.</summary>
    public double ViolationTime => _violationTime;

    /// <summary>Error of the first violating step, percent.</summary>
    public double ViolationErrorPercent => _violationError;

    /// <summary>Mass remaining after the first violating step, Mars masses.</summary>
    public double ViolationRemaining => _violationRemaining;

    /// <summary>Mass lost up to the first violating step, Mars masses.</summary>
    public double ViolationLost => _violationLost;

    /// <summary>Unexplained mass of the first violating step, Mars masses.</summary>
    public double ViolationDifference => _violationDifference;

    internal void Violate(double time, double errorPercent, double remaining, double lost, double difference)
    {
        if (_isViolated)
            return;
        _isViolated = true;
        (_violationTime, _violationError) = (time, errorPercent);
        (_violationRemaining, _violationLost, _violationDifference) = (remaining, lost, difference);
    }

    internal void Transfer(IStateTransfer transfer, uint tag)
    {
        transfer.Number(tag, ref _reason);
        transfer.Number(tag + 1, ref _step);
        transfer.Number(tag + 2, ref _time);
        transfer.Number(tag + 3, ref _tau);
        transfer.Flag(tag + 4, ref _isViolated);
        transfer.Number(tag + 5, ref _violationTime);
        transfer.Number(tag + 6, ref _violationError);
        transfer.Number(tag + 7, ref _violationRemaining);
        transfer.Number(tag + 8, ref _violationLost);
        transfer.Number(tag + 9, ref _violationDifference);
    }
}
