using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;
using MarsDisk.Journal.Files;
using MarsDisk.Journal.Records;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Storage.Directories;

/// <summary>Where the files of one run are, and how such a directory comes to be.</summary>
public sealed class RunDirectory
{
    internal const string SeriesFolder = "series";
    internal const string StateFolder = "state";
    internal const string SnapshotsFolder = "snapshots";
    internal const string JournalFolder = "journal";
    internal const string TmpFolder = "tmp";
    internal const string LeaseName = "lease";
    internal const string RunJsonName = "run.json";

    /// <summary>Names the directory of a run; nothing is read or made.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="run">Id of the run.</param>
    /// <param name="disk">Where it is; null: the disk of the operating system.</param>
    public RunDirectory(string path, RunId run, IDisk? disk = null)
    {
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        Run = run;
        Disk = disk ?? FileSystemDisk.Instance;
    }

    /// <summary>The disk that keeps the directory.</summary>
    public IDisk Disk { get; }

    /// <summary>Full path of the directory.</summary>
    public string Root { get; }

    /// <summary>Id of the run.</summary>
    public RunId Run { get; }

    /// <summary>Folder of the table files.</summary>
    public string Series => Path.Combine(Root, SeriesFolder);

    /// <summary>Folder of the state files.</summary>
    public string State => Path.Combine(Root, StateFolder);

    /// <summary>Folder of the snapshots.</summary>
    public string Snapshots => Path.Combine(Root, SnapshotsFolder);

    /// <summary>The only folder with unpublished files.</summary>
    public string Tmp => Path.Combine(Root, TmpFolder);

    /// <summary>The event file.</summary>
    public string JournalPath => Path.Combine(Root, JournalFolder, "run.journal");

    /// <summary>Whether the event file is there.</summary>
    public bool HasJournal => Disk.LengthOf(JournalPath) is not null;

    /// <summary>The lock file with the epoch.</summary>
    public string LeasePath => Path.Combine(Root, LeaseName);

    /// <summary>Plan, seed, versions and fingerprint.</summary>
    public string RunJsonPath => Path.Combine(Root, RunJsonName);

    /// <summary>Full path of a published name such as <c>series/run.parquet</c>.</summary>
    /// <exception cref="ArgumentException">The name leaves the directory.</exception>
    public string PathOf(string name)
    {
        var path = Path.GetFullPath(Path.Combine(Root, name));
        if (!path.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new ArgumentException($"'{name}' is not a name inside a run directory.", nameof(name));
        return path;
    }

    /// <summary>
    /// Makes the folders, publishes <c>run.json</c> and makes both durable. The holder of the lease calls it before the
    /// first event; taking the lease has made the directory itself. Repeating it is harmless.
    /// </summary>
    /// <param name="lease">The lease of this run.</param>
    /// <param name="writeRunJson">Writes the content of <c>run.json</c>.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Begin(ILease lease, Action<Stream> writeRunJson)
    {
        MakeFolders();
        CrashPoints.Reach(CrashPoints.DuringStart);
        AtomicFile.Publish(this, RunJsonName, lease.Epoch, writeRunJson);
        Disk.SyncDirectory(Path.GetDirectoryName(Root) ?? Root);         // whoever made it may have died before
        CrashPoints.Reach(CrashPoints.DuringStart);
    }

    /// <summary>What the journal says; the fold of no events where there is no journal yet.</summary>
    /// <exception cref="JournalCorruptException">The journal is damaged.</exception>
    /// <exception cref="LedgerException">An event contradicts those before it.</exception>
    public RunLedger ReadLedger() =>
        HasJournal ? JournalFile.Read(JournalPath, Disk).ToLedger() : RunLedger.Empty;

    /// <summary>Opens the journal as the holder of the lease.</summary>
    /// <param name="lease">Proof that the caller owns the run.</param>
    /// <param name="fingerprint">Physics fingerprint for the header of a new file.</param>
    /// <exception cref="JournalCorruptException">The journal is damaged; nothing was changed.</exception>
    public JournalFile OpenJournal(ILease lease, ContentHash fingerprint)
    {
        if (!lease.IsHeld)
            throw new LeaseLostException($"The lease of run {Run} is lost: its journal was not opened.");
        var journal = JournalFile.OpenOwned(JournalPath, fingerprint, Disk);
        if (journal.Epoch < lease.Epoch)
            return journal;

        // Since this lease was taken an owner that slept has written its own epoch. The same one twice could not be read back.
        journal.Dispose();
        throw new LeaseLostException($"The lease of run {Run} is lost: the journal has an owner with epoch {journal.Epoch}, and this one has {lease.Epoch}.");
    }

    /// <summary>
    /// Deletes a file. Asks for the lease first: an owner that slept would delete what its successor has committed.
    /// </summary>
    /// <param name="lease">The lease of this run.</param>
    /// <param name="name">Path relative to the run directory.</param>
    /// <exception cref="LeaseLostException">Somebody else owns the run.</exception>
    public void Delete(ILease lease, string name)
    {
        if (!lease.IsHeld)
            throw new LeaseLostException($"The lease of run {Run} is lost: {name} was not deleted.");
        Disk.Delete(PathOf(name));
    }

    /// <summary>Names of the files in one of the folders, in ordinal order.</summary>
    /// <exception cref="DirectoryNotFoundException">Somebody has taken the folder away.</exception>
    internal IEnumerable<string> FilesIn(string folder) =>
        (Disk.List(folder) ?? throw new DirectoryNotFoundException($"The folder {folder} is missing."))
            .Where(static entry => !entry.IsDirectory)
            .Select(static entry => entry.Name);

    /// <summary>Makes the directory and those above it where they are missing, and their names durable.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    internal void Make() => Disk.MakeDirectory(Root);

    private void MakeFolders()
    {
        foreach (var folder in (ReadOnlySpan<string>)[TmpFolder, JournalFolder, SeriesFolder, StateFolder, SnapshotsFolder])
            Disk.CreateDirectory(Path.Combine(Root, folder));
        Disk.SyncDirectory(Root);
    }
}
