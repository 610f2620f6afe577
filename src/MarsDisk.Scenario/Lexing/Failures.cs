using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Lexing;

/// <summary>
/// What the second pass over a failed frame gathers: what was expected at the furthest place, or the check that was not met.
/// A check ends the frame at once, so it leads.
/// </summary>
/// <param name="isProbe">The frame is only the beginning of one: its end fails, so that nothing is committed.</param>
internal sealed class Failures(bool isProbe = false)
{
    public FailureCollector Collector { get; } = new(Expectations.Table);

    public bool IsProbe => isProbe;

    /// <summary>The check or limit that was not met.</summary>
    public Diagnostic? Finding { get; private set; }

    /// <summary>Words that could have been meant at the furthest place, besides the expected ones.</summary>
    public string? Remark { get; set; }

    /// <summary>What put before the furthest place would make it right, where the reader knows.</summary>
    public string? Insertion { get; set; }

    public void Expect(int at, Expected expected) => Collector.Expect(at, (int)expected);

    public void Report(Diagnostic finding) => Finding ??= finding;
}
