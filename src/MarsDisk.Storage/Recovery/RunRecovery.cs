using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.State;

namespace MarsDisk.Storage.Recovery;

/// <summary>
/// Puts a run directory in order after whatever killed the last owner, and finds the state to go on from. The holder of
/// the lease calls it after it has persisted its ownership. Every step may be repeated.
/// </summary>
public static class RunRecovery
{
    /// <summary>Empties <c>tmp</c>, sweeps orphans, checks the committed files and chooses the state.</summary>
    /// <param name="run">The run.</param>
    /// <param name="lease">Its lease.</param>
    /// <param name="ledger">What its journal says.</param>
    /// <param name="verifyHashes">Reads every committed file instead of asking for its length.</param>
    /// <param name="isAtTarget">Whether the copy of an offloaded file is where the event says; null if there is no target.</param>
    /// <exception cref="RunDamagedException">A committed file is missing or different.</exception>
    /// <exception cref="LeaseLostException">Somebody else owns the run.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static RecoveredRun Restore(
        RunDirectory run, ILease lease, RunLedger ledger, bool verifyHashes = false,
        Func<FileOffloaded, bool>? isAtTarget = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(ledger);
        if (!lease.IsHeld)                       // the ledger of an owner that slept is not the truth any more
            throw new LeaseLostException($"The lease of run {run.Run} is lost: somebody else goes on with it.");
        var deleted = OrphanSweep.Run(run, lease, ledger);
        CrashPoints.Reach(CrashPoints.DuringRecovery);
        foreach (var table in CommittedFiles.OfTables(ledger))
            Check(run, ledger, table, verifyHashes, isAtTarget);
        foreach (var state in CommittedFiles.OfStates(ledger))
            Check(run, ledger, state, verifyHash: false, isAtTarget: null);
        var recovered = ChooseState(run, ledger) with { Deleted = deleted };
        CrashPoints.Reach(CrashPoints.DuringRecovery);
        return recovered;
    }

    private static void Check(
        RunDirectory run, RunLedger ledger, CommittedFile file, bool verifyHash, Func<FileOffloaded, bool>? isAtTarget)
    {
        var isElsewhere = run.Disk.LengthOf(run.PathOf(file.Name)) is null
            && ledger.Offloads.TryGetValue(file.Name, out var offloaded) && isAtTarget?.Invoke(offloaded) == true;
        if (!isElsewhere && CommittedFiles.Trouble(run, file, verifyHash) is { } trouble)
            throw new RunDamagedException(trouble);
    }

    // A damaged newest state costs only time: the steps behind the one before it are computed again, and the chunks
    // that are already committed are compared, not rewritten.
    private static RecoveredRun ChooseState(RunDirectory run, RunLedger ledger)
    {
        if (ledger.State is null)
            return new RecoveredRun(null, FirstStep: 0, IsStateDamaged: false, []);
        if (IsWhole(run, ledger.State))
            return new RecoveredRun(ledger.State, ledger.EndStep, IsStateDamaged: false, []);
        var earlierStep = ledger.Committed[^1].Steps.First;
        if (ledger.PreviousState is null || IsWhole(run, ledger.PreviousState))
            return new RecoveredRun(ledger.PreviousState, earlierStep, IsStateDamaged: true, []);
        throw new RunDamagedException(
            $"Both state files of {run.Root}, {ledger.State.Name} and {ledger.PreviousState.Name}, are damaged.");
    }

    private static bool IsWhole(RunDirectory run, StateFile state) =>
        StateFiles.HashOf(run, state.Name) == state.Sha256;
}

/// <summary>From where a run goes on.</summary>
/// <param name="State">State to load; null begins from the plan.</param>
/// <param name="FirstStep">The step that this state is the border of.</param>
/// <param name="IsStateDamaged">
/// The newest state was damaged: steps before the ledger's end are computed again and their chunks compared.
/// </param>
/// <param name="Deleted">Names of the orphans that were removed.</param>
public sealed record RecoveredRun(StateFile? State, long FirstStep, bool IsStateDamaged, IReadOnlyList<string> Deleted);

/// <summary>Something else removed or changed what was committed; the run cannot go on.</summary>
public sealed class RunDamagedException(string message) : Exception(message);
