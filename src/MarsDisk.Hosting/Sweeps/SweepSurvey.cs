using MarsDisk.Actors.Sweeps;
using MarsDisk.Hosting.Derived;
using MarsDisk.Journal;
using MarsDisk.Storage.Recovery;

namespace MarsDisk.Hosting.Sweeps;

/// <summary>State of a run of a sweep; follows from its journal and its lease alone (experience.md §10.2).</summary>
public enum SweepRunState
{
    /// <summary>Not begun.</summary>
    Planned,

    /// <summary>Held by a living process.</summary>
    Running,

    /// <summary>Begun, and held by nobody: the next free worker takes it.</summary>
    Waiting,

    /// <summary>Finished, with every derived file.</summary>
    Completed,

    /// <summary>Failed, or its directory cannot be used.</summary>
    Failed,
}

/// <summary>What is known of one run.</summary>
/// <param name="Run">The run.</param>
/// <param name="State">Its state.</param>
/// <param name="Ledger">What its journal says.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
public sealed record SweepRunReport(PlannedRun Run, SweepRunState State, RunLedger Ledger, SweepFailure? Failure = null);

/// <summary>Why a run of a sweep failed.</summary>
/// <param name="ExitCode">Code of experience.md §2.9.</param>
/// <param name="Step">First step that is not committed, or the failing one.</param>
/// <param name="Reason">One sentence.</param>
public sealed record SweepFailure(int ExitCode, long Step, string Reason);

/// <summary>Reads the journals of a sweep's runs, and disturbs nobody who writes one.</summary>
public sealed class SweepSurvey
{
    private readonly SweepDirectory _directory;
    private readonly Dictionary<string, SweepRunReport> _completed = new(StringComparer.Ordinal);

    /// <summary>A survey of one directory; what is finished is looked at once.</summary>
    /// <param name="directory">The sweep.</param>
    public SweepSurvey(SweepDirectory directory) => _directory = directory;

    /// <summary>Looks at every run, in the order of the manifest.</summary>
    /// <param name="manifest">The runs.</param>
    public IReadOnlyList<SweepRunReport> Look(SweepManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return [.. manifest.Runs.Select(run => Look(manifest, run))];
    }

    /// <summary>Looks at one run.</summary>
    /// <param name="manifest">The sweep.</param>
    /// <param name="run">One of its runs.</param>
    public SweepRunReport Look(SweepManifest manifest, PlannedRun run)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(run);
        if (_completed.TryGetValue(run.Directory, out var known) && known.Run.Run == run.Run)
            return known with { Run = run };

        if (HasDerivedFiles(run) && CompletedLedger(run) is { } ledger)
            return _completed[run.Directory] = new SweepRunReport(run, SweepRunState.Completed, ledger);

        var found = RunStart.Inspect(_directory.DirectoryOf(run), run.PlanHash, manifest.Fingerprint);
        return Report(run, found);
    }

    /// <summary>Numbers of runs by state.</summary>
    /// <param name="reports">What a look found.</param>
    public static SweepCounts Count(IReadOnlyCollection<SweepRunReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        return new SweepCounts(Of(SweepRunState.Planned), Of(SweepRunState.Running), Of(SweepRunState.Waiting), Of(SweepRunState.Completed), Of(SweepRunState.Failed));

        int Of(SweepRunState state) => reports.Count(report => report.State == state);
    }

    private static SweepRunReport Report(PlannedRun run, DirectoryReport found)
    {
        var ledger = found.Ledger;
        return found.State switch
        {
            DirectoryState.Empty => new SweepRunReport(run, SweepRunState.Planned, ledger),
            DirectoryState.Held => new SweepRunReport(run, SweepRunState.Running, ledger),
            DirectoryState.Unfinished => new SweepRunReport(run, SweepRunState.Waiting, ledger),
            DirectoryState.Finished => new SweepRunReport(run, SweepRunState.Waiting, ledger),
            DirectoryState.Failed => Failed(run, ledger, ledger.Outcome!.Failed!.ExitCode, ledger.Outcome.Failed.Step, ledger.Outcome.Failed.Reason),
            DirectoryState.OtherFingerprint => Failed(run, ledger, ExitCodes.CannotGoOn, ledger.EndStep, "The run was begun by a program with another physics."),
            DirectoryState.OtherPlan => Failed(run, ledger, ExitCodes.CannotGoOn, 0, "The directory holds a run with another plan."),
            DirectoryState.Damaged => Failed(run, ledger, ExitCodes.CannotGoOn, 0, found.Trouble ?? "The journal is damaged."),
            _ => Failed(run, ledger, ExitCodes.Usage, 0, "The directory is not empty and holds no run."),
        };
    }

    // Without a look at the lease, which locks it for an instant: two who look at once would each take the other for an owner.
    private RunLedger? CompletedLedger(PlannedRun run)
    {
        try
        {
            var ledger = _directory.DirectoryOf(run).ReadLedger();
            return ledger.Outcome is { IsCompleted: true } && ledger.Started?.PlanHash == run.PlanHash ? ledger : null;
        }
        catch (Exception error) when (error is JournalCorruptException or LedgerException)
        {
            return null;                           // the inspection says what is wrong with it
        }
    }

    // The last of the derived files says that all are there; a run that was killed before it is finished by who takes it.
    private bool HasDerivedFiles(PlannedRun run) => File.Exists(_directory.DirectoryOf(run).PathOf(DerivedFiles.LastName));

    private static SweepRunReport Failed(PlannedRun run, RunLedger ledger, int exitCode, long step, string reason) =>
        new(run, SweepRunState.Failed, ledger, new SweepFailure(exitCode, step, reason));
}
