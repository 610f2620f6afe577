using System.Globalization;

using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Inputs;

namespace MarsDisk.Actors.Parsing.Coordination;

/// <summary>What became of expectations, in words; those about another run are decided here, where both are known.</summary>
internal static class Verdicts
{
    /// <summary>Names of the other runs that undecided expectations are about.</summary>
    public static IEnumerable<string> Others(IEnumerable<ClaimResult> results) =>
        results.Where(result => result.Verdict == Verdict.Open).Select(result => (result.Claim.Expected as ExpectedValue.OtherRun)?.Run)
            .OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>What the journal is to say.</summary>
    /// <param name="key">Key of the run.</param>
    /// <param name="result">What the run says.</param>
    /// <param name="hashes">Hashes of other runs by name.</param>
    public static VerdictReached Of(string key, ClaimResult result, IReadOnlyDictionary<string, string?> hashes)
    {
        var at = result.Origin;
        return new VerdictReached(
            key, result.Ordinal, at.Offset, at.Length, at.Line, at.Column, result.Claim.ToString(), IsMet(result, hashes), Found(result, hashes));
    }

    /// <summary>A stored verdict for people.</summary>
    public static ExpectationReport Report(VerdictReached verdict) => new(
        verdict.Ordinal, new InputOrigin(verdict.Offset, verdict.Length, verdict.Line, verdict.Column), verdict.Text, verdict.IsMet, verdict.Found);

    private static bool IsMet(ClaimResult result, IReadOnlyDictionary<string, string?> hashes)
    {
        if (result.Verdict != Verdict.Open)
            return result.Verdict == Verdict.Held;
        if (result.Claim.Expected is not ExpectedValue.OtherRun { Run: var other } || hashes.GetValueOrDefault(other) is not { } hash)
            return false;
        return string.Equals(result.Text, hash, StringComparison.Ordinal) == (result.Claim.Comparison == Comparison.Equal);
    }

    private static string Found(ClaimResult result, IReadOnlyDictionary<string, string?> hashes)
    {
        if (result.Verdict == Verdict.Open && result.Claim.Expected is ExpectedValue.OtherRun { Run: var other })
            return $"{result.Text ?? "nothing"}, and run \"{other}\" has {hashes.GetValueOrDefault(other) ?? "nothing"}";
        if (result.Step < 0 && result.Text is null)
            return "nothing: it was never looked at";
        return result.Text ?? string.Create(CultureInfo.InvariantCulture, $"{result.Value:R} at step {result.Step} ({result.Time:R} s)");
    }
}
