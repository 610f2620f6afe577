using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;

namespace MarsDisk.Storage.Recovery;

/// <summary>What is found where a run is to be.</summary>
public enum DirectoryState
{
    /// <summary>Missing, empty, or nothing but what a killed start left.</summary>
    Empty,

    /// <summary>A run of this plan and fingerprint that can go on.</summary>
    Unfinished,

    /// <summary>A completed run of this plan.</summary>
    Finished,

    /// <summary>A failed run of this plan.</summary>
    Failed,

    /// <summary>A run of another plan.</summary>
    OtherPlan,

    /// <summary>An unfinished run of this plan by a program that computes differently.</summary>
    OtherFingerprint,

    /// <summary>A living process holds it.</summary>
    Held,

    /// <summary>Not empty, and no run.</summary>
    Foreign,

    /// <summary>A run whose journal cannot be read.</summary>
    Damaged,
}

/// <summary>Looks at a directory before a run begins there. Changes nothing.</summary>
public static class RunStart
{
    private static readonly HashSet<string> StartNames = new(StringComparer.Ordinal)
    {
        RunDirectory.LeaseName, RunDirectory.RunJsonName, RunDirectory.TmpFolder, RunDirectory.JournalFolder,
        RunDirectory.SeriesFolder, RunDirectory.StateFolder, RunDirectory.SnapshotsFolder,
        "run_config.json", "inputs.json", "config", "log",
    };

    private static readonly string[] FoldersOfRows =
        [RunDirectory.SeriesFolder, RunDirectory.StateFolder, RunDirectory.SnapshotsFolder];

    /// <summary>Says which row of the starting rule applies.</summary>
    /// <param name="run">The directory.</param>
    /// <param name="planHash">Hash of the plan that is to be run.</param>
    /// <param name="fingerprint">Physics fingerprint of this program.</param>
    public static DirectoryReport Inspect(RunDirectory run, ContentHash planHash, ContentHash fingerprint)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (IsMissingOrEmpty(run, run.Root))
            return new DirectoryReport(IsFile(run, run.Root) ? DirectoryState.Foreign : DirectoryState.Empty, RunLedger.Empty);
        RunLedger ledger;
        try
        {
            ledger = run.ReadLedger();
        }
        catch (Exception error) when (error is JournalCorruptException or LedgerException)
        {
            return new DirectoryReport(DirectoryState.Damaged, RunLedger.Empty, $"{run.JournalPath}: {error.Message}");
        }
        var state = ledger.Started is { } started
            ? StateOfRun(run, ledger, started, planHash, fingerprint)
            : StateWithoutRun(run);
        return new DirectoryReport(state, ledger);
    }

    private static DirectoryState StateOfRun(
        RunDirectory run, RunLedger ledger, RunStarted started, ContentHash planHash, ContentHash fingerprint)
    {
        if (started.PlanHash != planHash)
            return DirectoryState.OtherPlan;
        if (FileLeases.IsHeld(run))
            return DirectoryState.Held;
        if (ledger.Outcome is { } outcome)
            return outcome.IsCompleted ? DirectoryState.Finished : DirectoryState.Failed;
        return started.Fingerprint == fingerprint ? DirectoryState.Unfinished : DirectoryState.OtherFingerprint;
    }

    // Taking the lease is the first thing that a start does in a directory, so a directory without one is somebody else's.
    private static DirectoryState StateWithoutRun(RunDirectory run)
    {
        if (!IsFile(run, run.LeasePath) || !HoldsOnlyAStart(run))
            return DirectoryState.Foreign;
        return FileLeases.IsHeld(run) ? DirectoryState.Held : DirectoryState.Empty;
    }

    private static bool HoldsOnlyAStart(RunDirectory run) =>
        run.Disk.List(run.Root)!.All(static entry => StartNames.Contains(entry.Name))
        && FoldersOfRows.All(folder => IsMissingOrEmpty(run, Path.Combine(run.Root, folder)));

    private static bool IsMissingOrEmpty(RunDirectory run, string directory) => run.Disk.List(directory) is null or { Count: 0 };

    private static bool IsFile(RunDirectory run, string path) => run.Disk.LengthOf(path) is not null;
}

/// <summary>What <see cref="RunStart"/> found.</summary>
/// <param name="State">Row of the starting rule.</param>
/// <param name="Ledger">What the journal says; its last attempt names node and process of a holder.</param>
/// <param name="Trouble">Why the journal cannot be read; null otherwise.</param>
public sealed record DirectoryReport(DirectoryState State, RunLedger Ledger, string? Trouble = null);
