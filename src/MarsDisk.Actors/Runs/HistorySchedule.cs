namespace MarsDisk.Actors.Runs;

/// <summary>
/// When a run that keeps its whole history in memory stores it. A resumed run continues with the same bits wherever that was, so
/// nothing here changes a byte of the result.
/// </summary>
/// <param name="EverySeconds">Simulated time between two of them, s; null: none by simulated time.</param>
/// <param name="Every">Time between two of them for the people who would lose it; zero: none by that.</param>
public sealed record HistorySchedule(double? EverySeconds, TimeSpan Every);
