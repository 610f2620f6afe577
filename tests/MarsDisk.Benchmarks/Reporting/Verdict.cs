namespace MarsDisk.Benchmarks.Reporting;

/// <summary>How a measurement stands to its target.</summary>
internal static class Verdict
{
    private const double Margin = 1.5;

    /// <summary>Whether the median keeps to the target; true without one.</summary>
    public static bool IsMet(Measurement measured) => measured.Target?.IsMetBy(measured.Judged.Median) ?? true;

    /// <summary>Whether the miss is one that fails the session.</summary>
    public static bool Fails(Measurement measured, bool isNoisy) => measured.Target switch
    {
        null => false,
        { Gate: Gate.Hard } => !IsMet(measured),
        { Gate: Gate.Ratio } target when !isNoisy => target.IsFloor
            ? measured.Judged.UpperQuartile < target.Limit / Margin
            : measured.Judged.LowerQuartile > target.Limit * Margin,
        _ => false,
    };

    /// <summary>One word for the table.</summary>
    public static string Word(Measurement measured) => measured.Target is null ? "" : IsMet(measured) ? "met" : "**missed**";
}
