using MarsDisk.Journal.Events;

namespace MarsDisk.Hosting.Sweeps.Claiming;

/// <summary>Which runs of a sweep this process takes.</summary>
/// <param name="node">Name of the node; decides where it begins to look.</param>
internal sealed class ClaimRules(string node)
{
    private const int OfTheRunItself = ExitCodes.RunFailed;

    private readonly Dictionary<RunId, int> _attempts = [];

    public string Node { get; } = node;

    /// <summary>This process takes the runs whose index leaves this remainder …</summary>
    public int Shard { get; init; }

    /// <summary>… modulo this number.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>Whether failed runs are taken up again from their last commit (<c>sweep retry</c>).</summary>
    public bool RetriesFailed { get; init; }

    /// <summary>Only failures with this exit code are taken up again; null: all.</summary>
    public int? OnlyCode { get; init; }

    public bool Allow(PlannedRun run) => run.Index % Shards == Shard;

    /// <summary>
    /// Whether a failed run is taken up again: once when a person asks for it, and by itself as often as the sweep says,
    /// unless the run failed by its own physics and would fail again.
    /// </summary>
    public bool Reopens(SweepRunReport report, int retries)
    {
        var failure = report.Failure!;
        if (report.Ledger.Outcome?.Failed is null || !Allow(report.Run))
            return false;
        var attempts = _attempts.GetValueOrDefault(report.Run.Run);
        if (RetriesFailed && (OnlyCode ?? failure.ExitCode) == failure.ExitCode && attempts == 0)
            return true;
        return failure.ExitCode != OfTheRunItself && attempts > 0 && attempts <= retries;
    }

    public void NoteAttempt(RunId run) => _attempts[run] = _attempts.GetValueOrDefault(run) + 1;
}
