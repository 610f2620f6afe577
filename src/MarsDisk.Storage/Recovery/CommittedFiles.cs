using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.State;

namespace MarsDisk.Storage.Recovery;

/// <summary>A file that the journal names, with what it has to be.</summary>
/// <param name="Name">Path relative to the run directory.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Sha256">Hash of every byte.</param>
public sealed record CommittedFile(string Name, long Bytes, ContentHash Sha256);

/// <summary>The files that a journal names, compared with those that are there. Changes nothing.</summary>
public static class CommittedFiles
{
    /// <summary>Files of tables.</summary>
    /// <param name="ledger">What the journal says.</param>
    public static IEnumerable<CommittedFile> OfTables(RunLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return ledger.TableFiles().Select(file => new CommittedFile(file.Name, file.Bytes, file.Sha256));
    }

    /// <summary>The last two states; older ones are deleted.</summary>
    /// <param name="ledger">What the journal says.</param>
    public static IEnumerable<CommittedFile> OfStates(RunLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return new[] { ledger.State, ledger.PreviousState }.OfType<StateFile>().Select(file => new CommittedFile(file.Name, file.Bytes, file.Sha256));
    }

    /// <summary>The newest saved history behind the last chunk, which a run that is taken up goes on from; an older one may be gone.</summary>
    /// <param name="ledger">What the journal says.</param>
    public static IEnumerable<CommittedFile> OfHistory(RunLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return ledger.History is { File: var file } ? [new CommittedFile(file.Name, file.Bytes, file.Sha256)] : [];
    }

    /// <summary>Snapshots, in the order in which they were taken; a person may have pruned some.</summary>
    /// <param name="ledger">What the journal says.</param>
    public static IEnumerable<CommittedFile> OfSnapshots(RunLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return ledger.Snapshots.Select(taken => new CommittedFile(taken.File.Name, taken.File.Bytes, taken.File.Sha256));
    }

    /// <summary>What is wrong with a file, in one sentence; null: nothing.</summary>
    /// <param name="run">The run.</param>
    /// <param name="file">What it has to be.</param>
    /// <param name="reads">Whether every byte is read.</param>
    public static string? Trouble(RunDirectory run, CommittedFile file, bool reads)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(file);
        if (run.Disk.LengthOf(run.PathOf(file.Name)) is not { } bytes)
            return $"{file.Name} is missing from {run.Root}, but the journal has committed it.";
        if (bytes != file.Bytes)
            return $"{file.Name} in {run.Root} has {bytes} bytes, but {file.Bytes} were committed.";
        return reads && StateFiles.HashOf(run, file.Name) is var found && found != file.Sha256
            ? $"{file.Name} in {run.Root} has the hash {found}, but {file.Sha256} was committed."
            : null;
    }
}
