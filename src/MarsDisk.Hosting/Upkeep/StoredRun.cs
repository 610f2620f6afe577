using MarsDisk.Configuration;
using MarsDisk.Hosting.Identity;
using MarsDisk.Hosting.Records;
using MarsDisk.Hosting.Running;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;

namespace MarsDisk.Hosting.Upkeep;

/// <summary>Something about a run directory that a command cannot be done with.</summary>
/// <param name="message">One sentence: what, where, what to do.</param>
/// <param name="exitCode">Code of experience.md §2.9.</param>
public sealed class StoredRunException(string message, int exitCode) : Exception(message)
{
    /// <summary>Code of experience.md §2.9.</summary>
    public int ExitCode { get; } = exitCode;
}

/// <summary>A run that lies in a directory: its documents and what its journal says. Opening it changes nothing.</summary>
/// <param name="Directory">Where it is.</param>
/// <param name="Ledger">What its journal says.</param>
public sealed record StoredRun(RunDirectory Directory, RunLedger Ledger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Opens a run directory.</summary>
    /// <param name="path">The directory.</param>
    /// <exception cref="StoredRunException">It holds no run, or its journal is damaged.</exception>
    public static StoredRun Open(string path)
    {
        if (RunDocument.Read(path) is not { } document || (string?)document["run"] is not { Length: > 0 } id)
            throw new StoredRunException($"{path} holds no run: there is no run.json that can be read.", ExitCodes.Unusable);
        var directory = new RunDirectory(path, new RunId(id), TestHooks.Disk);
        try
        {
            return new StoredRun(directory, directory.ReadLedger());
        }
        catch (Exception error) when (error is JournalCorruptException or LedgerException)
        {
            throw new StoredRunException($"{directory.JournalPath}: {error.Message}\n  nothing was changed; copy the directory before you try anything with it.", ExitCodes.CannotGoOn);
        }
    }

    /// <summary>The run as it was planned; its tables are read again.</summary>
    /// <exception cref="StoredRunException">This program computes otherwise, or a table has changed.</exception>
    public PreparedRun Prepare()
    {
        var document = RunDocument.Read(Directory.Root)!;
        if ((string?)document["physics_fingerprint"] != PhysicsFingerprint.Value.ToString())
            throw new StoredRunException($"the run in {Directory.Root} was computed by a program with another physics than this one ({PhysicsFingerprint.Text}); use that program.", ExitCodes.CannotGoOn);

        var preparation = RunPreparation.Prepare(
            RunDocument.SourceOf(Directory.Root, document), new Dictionary<string, string>(StringComparer.Ordinal), RunDocument.OptionsOf(document));
        if (preparation.Run is not { } prepared)
            throw new StoredRunException(string.Join('\n', preparation.Findings.Where(finding => finding.Severity == Severity.Error)), preparation.ExitCode);
        return prepared.Identity.Run == Directory.Run
            ? prepared
            : throw new StoredRunException($"what the run in {Directory.Root} reads has changed: {string.Join("; ", RunDocument.DifferencesFrom(Directory.Root, prepared))}.", ExitCodes.CannotGoOn);
    }

    /// <summary>Refuses a run that has not come to its end.</summary>
    /// <exception cref="StoredRunException">It has not.</exception>
    public void RequireCompleted()
    {
        if (Ledger.Outcome is not { IsCompleted: true })
            throw new StoredRunException($"the run in {Directory.Root} has not come to its end; marsdisk resume {Directory.Root} goes on with it.", ExitCodes.Usage);
    }

    /// <summary>Takes the run for this process, so that nobody else changes its files.</summary>
    /// <exception cref="StoredRunException">A living process has it.</exception>
    public ILease Take() =>
        new FileLeases(_ => Directory).TryTakeAsync(Directory.Run, Patience, TimeProvider.System, CancellationToken.None).GetAwaiter().GetResult()
        ?? throw new StoredRunException($"{Directory.Root} is held by another process, which is still alive.", ExitCodes.Unusable);
}
