using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Inputs.Acting;

/// <summary>
/// What an input asks of whoever runs the integrator. None of it can change a result. After a crash the effects behind the last
/// commit come again, equal.
/// </summary>
public abstract record InputEffect
{
    private InputEffect() { }

    /// <summary>Store this copy of the state.</summary>
    /// <param name="Step">The border before this step.</param>
    /// <param name="Label">Its label; null for none.</param>
    /// <param name="State">The copy.</param>
    public sealed record StoreSnapshot(long Step, string? Label, RunState State) : InputEffect;

    /// <summary>Write a line to the run's log.</summary>
    /// <param name="Step">The border before this step.</param>
    /// <param name="Time">Simulated time of the line, s.</param>
    /// <param name="Text">What it says.</param>
    public sealed record WriteLog(long Step, double Time, string Text) : InputEffect;

    /// <summary>The clock stands until <see cref="Integrator.ReleasePause"/>.</summary>
    /// <param name="Step">The border before this step.</param>
    /// <param name="WallSeconds">Release it after so long on the wall clock, s; null: when somebody says so.</param>
    public sealed record HoldClock(long Step, double? WallSeconds) : InputEffect;

    /// <summary>The clock goes on by an input.</summary>
    public sealed record ReleaseClock : InputEffect;

    /// <summary>Let something break.</summary>
    /// <param name="Ordinal">Index of the input; with the step it tells a repetition from another fault.</param>
    /// <param name="Step">The border before this step.</param>
    /// <param name="Fault">How.</param>
    public sealed record Break(long Ordinal, long Step, RunAction.Fault Fault) : InputEffect;

    /// <summary>A claim is not true.</summary>
    /// <param name="Found">Where, and what the metric was.</param>
    public sealed record ReportFailure(ClaimResult Found) : InputEffect;
}
