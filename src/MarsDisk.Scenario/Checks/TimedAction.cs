namespace MarsDisk.Scenario.Checks;

/// <summary>An event while it is read. Places are indexes into the frame.</summary>
/// <param name="Start">Where the line begins.</param>
/// <param name="TimeStart">Where its time begins.</param>
/// <param name="TimeEnd">The end of its time.</param>
/// <param name="Time">When it acts.</param>
/// <param name="Action">What it does.</param>
internal readonly record struct TimedAction(int Start, int TimeStart, int TimeEnd, Quantity Time, ScenarioAction Action);
