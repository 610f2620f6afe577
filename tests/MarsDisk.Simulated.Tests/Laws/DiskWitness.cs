using MarsDisk.Journal.Files;
using MarsDisk.Simulated.Runs;

namespace MarsDisk.Simulated.Laws;

/// <summary>What the laws know of one file: an inode, not a name.</summary>
internal sealed class FileTrack(JournalWitness? journal)
{
    /// <summary>Bytes were written that no sync has made durable.</summary>
    public bool IsDirty { get; set; }

    /// <summary>The file is the journal of a run.</summary>
    public JournalWitness? Journal { get; } = journal;
}

/// <summary>
/// Follows every call to the disk and holds it against the laws: which bytes and names are durable, what the journals
/// name, and whether what was renamed, read or deleted was right. It keeps its own books and asks no product code.
/// </summary>
internal sealed class DiskWitness
{
    /// <summary>Where the run directories of a simulation lie.</summary>
    public const string Root = "/sim";

    private readonly IDisk _disk;
    private readonly LawBook _laws;
    private readonly Dictionary<string, JournalWitness> _runs;
    private readonly Dictionary<string, FileTrack> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unsyncedNames = new(StringComparer.Ordinal);

    /// <summary>Watches an empty disk.</summary>
    public DiskWitness(IDisk disk, IEnumerable<SimulatedRun> runs, LawBook laws)
    {
        _disk = disk;
        _laws = laws;
        _runs = runs.ToDictionary(run => run.Id.Value, run => new JournalWitness(run, this, laws), StringComparer.Ordinal);
    }

    /// <summary>What the journal of a run says by now.</summary>
    public JournalWitness this[SimulatedRun run] => _runs[run.Id.Value];

    public FileTrack TrackOf(string path)
    {
        if (!_files.TryGetValue(path, out var track))
            _files[path] = track = new FileTrack(path.EndsWith(".journal", StringComparison.Ordinal) ? RunOf(path)?.Journal : null);
        return track;
    }

    /// <summary>Whether a file has all its bytes and its name whatever happens now.</summary>
    public bool IsDurable(string path) => _files.TryGetValue(path, out var track) && !track.IsDirty && !_unsyncedNames.Contains(path);

    public void Created(string path)
    {
        _files.Remove(path);
        _unsyncedNames.Add(path);
    }

    public static void Written(FileTrack track, ReadOnlySpan<byte> bytes, long offset, string process)
    {
        track.IsDirty = true;
        track.Journal?.Appended(bytes, offset, process);
    }

    public static void Cut(FileTrack track, long length)
    {
        track.IsDirty = true;
        track.Journal?.Cut(length);
    }

    public static void Synced(FileTrack track)
    {
        track.IsDirty = false;
        track.Journal?.Synced();
    }

    public void Moved(string path, string newPath)
    {
        var track = TrackOf(path);
        _files.Remove(path);
        _unsyncedNames.Remove(path);
        _files[newPath] = track;
        _unsyncedNames.Add(newPath);
        if (RunOf(newPath) is not { } place)
            return;
        if (track.IsDirty)
            _laws.Break($"{place.Name} got its name before its bytes were synced.");
        place.Journal.Renamed(place.Name, Content(newPath));
    }

    public void Deleted(string path)
    {
        _files.Remove(path);
        _unsyncedNames.Remove(path);
        if (RunOf(path) is { } place)
            place.Journal.Deleted(place.Name);
    }

    public void DirectorySynced(string directory) =>
        _unsyncedNames.RemoveWhere(path => Path.GetDirectoryName(path) == directory);

    public void Read(string path)
    {
        if (RunOf(path) is { } place)
            place.Journal.Read(place.Name);
    }

    /// <summary>The power has gone and come back: whatever is there now is durable, and the journals are read again.</summary>
    public void PowerReturned()
    {
        _files.Clear();
        _unsyncedNames.Clear();
        foreach (var (id, journal) in _runs)
        {
            var path = $"{Root}/{id}/journal/run.journal";
            journal.Reloaded(_disk.LengthOf(path) is null ? [] : Content(path));
        }
    }

    /// <summary>Names of all files below a folder of a run.</summary>
    public IEnumerable<string> FilesIn(SimulatedRun run, string folder) =>
        (_disk.List($"{Root}/{run.Id}/{folder}") ?? []).Select(entry => $"{folder}/{entry.Name}");

    /// <summary>Content of a file of a run; null when there is none.</summary>
    public byte[]? ContentOf(SimulatedRun run, string name) =>
        _disk.LengthOf(PathOf(run, name)) is null ? null : Content(PathOf(run, name));

    public static string PathOf(SimulatedRun run, string name) => $"{Root}/{run.Id}/{name}";

    private byte[] Content(string path)
    {
        using var file = _disk.OpenRead(path);
        var bytes = new byte[_disk.LengthOf(path)!.Value];
        file.ReadExactly(bytes);
        return bytes;
    }

    // "/sim/<run>/<name>": the run and the name inside it.
    private (JournalWitness Journal, string Name)? RunOf(string path)
    {
        if (!path.StartsWith(Root, StringComparison.Ordinal) || path.Length <= Root.Length)
            return null;
        var slash = path.IndexOf('/', Root.Length + 1);
        return slash > 0 && _runs.TryGetValue(path[(Root.Length + 1)..slash], out var journal)
            ? (journal, path[(slash + 1)..])
            : null;
    }
}
