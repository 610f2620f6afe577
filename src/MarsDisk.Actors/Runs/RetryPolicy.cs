namespace MarsDisk.Actors.Runs;

/// <summary>How patiently a run tries again after a failure; the settings <c>pipeline.max-restarts</c> and <c>back-off</c>.</summary>
/// <param name="FailuresMax">Failures in a row at the same commit after which the run fails.</param>
/// <param name="DelayMin">Back-off after the first failure; doubled each time.</param>
/// <param name="DelayMax">Back-off at most.</param>
public sealed record RetryPolicy(int FailuresMax, TimeSpan DelayMin, TimeSpan DelayMax)
{
    /// <summary>Back-off after so many failures in a row.</summary>
    /// <param name="failures">Failures in a row, at least 1.</param>
    public TimeSpan DelayAfter(int failures) =>
        DelayMin * Math.Min(DelayMax / DelayMin, 1L << Math.Clamp(failures - 1, 0, 30));
}
