namespace MarsDisk.Simulation.Inputs;

/// <summary>What became of a claim.</summary>
public enum Verdict
{
    /// <summary>It has not been looked at, or only another run can decide it.</summary>
    Open = 0,

    /// <summary>It was true whenever it was looked at.</summary>
    Held = 1,

    /// <summary>It was not true; the step and the value are those of the first time.</summary>
    Failed = 2,
}

/// <summary>A claim and what became of it.</summary>
/// <param name="Ordinal">Index of the expectation in its source.</param>
/// <param name="Origin">Where it stands.</param>
/// <param name="Claim">What had to be true.</param>
/// <param name="Verdict">Whether it was.</param>
/// <param name="Step">The step border at which it was looked at last, or failed first; −1 if it was not looked at.</param>
/// <param name="Time">Simulated time of that border, s.</param>
/// <param name="Value">The metric there; not a number if it is a text or was not looked at.</param>
/// <param name="Text">The metric there, if it is a text.</param>
public sealed record ClaimResult(
    long Ordinal, InputOrigin Origin, Claim Claim, Verdict Verdict, long Step, double Time, double Value, string? Text = null);
