using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Metrics;

namespace MarsDisk.Actors.Runs.Endings;

/// <summary>Settles the claims of an ended run that no step border can decide.</summary>
internal static class RunClaims
{
    /// <summary>Whether a claim needs the hash of the series.</summary>
    public static bool NeedHash(IReadOnlyList<ClaimResult> claims) => claims.Any(claim => claim.Claim.Metric == MetricNames.SeriesHash);

    /// <summary>Every claim with its verdict. Open stays only what is compared with another run.</summary>
    /// <param name="claims">Claims as the steps left them.</param>
    /// <param name="restarts">How often the pipeline was put up again.</param>
    /// <param name="lost">Steps that are missing.</param>
    /// <param name="hash">Hash of the series; null if no claim needs it.</param>
    public static IReadOnlyList<ClaimResult> Settle(IReadOnlyList<ClaimResult> claims, int restarts, long lost, string? hash) =>
        [.. claims.Select(claim => claim.Claim.Metric.Source == MetricSource.Run ? Settle(claim, restarts, lost, hash) : claim)];

    /// <summary>
    /// The claims of a run that the journal calls completed: none of them failed, although nobody knows any more how often its
    /// pipeline was put up again.
    /// </summary>
    public static IReadOnlyList<ClaimResult> Held(IReadOnlyList<ClaimResult> claims) =>
        [.. claims.Select(claim => claim.Verdict == Verdict.Failed ? claim with { Verdict = Verdict.Held } : claim)];

    /// <summary>One sentence about the claims that failed; null if none did.</summary>
    public static string? Failure(IReadOnlyList<ClaimResult> claims)
    {
        var failed = claims.Where(claim => claim.Verdict == Verdict.Failed).ToList();
        return failed switch
        {
            [] => null,
            [var only] => $"An expectation failed: {only.Claim} (line {only.Origin.Line}).",
            [var first, ..] => $"{failed.Count} expectations failed; the first: {first.Claim} (line {first.Origin.Line}).",
        };
    }

    private static ClaimResult Settle(ClaimResult result, int restarts, long lost, string? hash)
    {
        if (result.Claim.Metric == MetricNames.SeriesHash)
            return Settle(result with { Text = hash });
        var value = result.Claim.Metric == MetricNames.Restarts ? restarts : (double)lost;
        var known = result with { Value = value };
        return result.Claim.Expected is ExpectedValue.Number ? known with { Verdict = VerdictOf(Comparisons.Holds(result.Claim, value)) } : known;
    }

    private static ClaimResult Settle(ClaimResult result) => result is { Text: { } text, Claim.Expected: ExpectedValue.Text expected }
        ? result with { Verdict = VerdictOf(Comparisons.Holds(result.Claim, text, expected.Value)) }
        : result;

    private static Verdict VerdictOf(bool holds) => holds ? Verdict.Held : Verdict.Failed;
}
