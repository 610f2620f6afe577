using MarsDisk.Journal.Files;

namespace MarsDisk.Simulated.Disks;

/// <summary>A name in a folder, and the file that has it.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Name">The name in it.</param>
/// <param name="File">The file; null: none.</param>
internal readonly record struct DiskPlace(DiskFolder Folder, string Name, SimulatedFile? File);

/// <summary>A directory: its names as programs see them, and as they are on the platters.</summary>
internal sealed class DiskFolder(string path, DiskFolder? parent)
{
    /// <summary>Full path.</summary>
    public string Path { get; } = path;

    /// <summary>The folder above it; null for the root.</summary>
    public DiskFolder? Parent { get; } = parent;

    /// <summary>Whether its own name survives whatever happens; content goes with the name.</summary>
    public bool IsDurable { get; set; } = parent is null;

    /// <summary>Names as programs see them.</summary>
    public Dictionary<string, SimulatedFile> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Names that survive.</summary>
    public Dictionary<string, SimulatedFile> DurableFiles { get; } = new(StringComparer.Ordinal);
}

/// <summary>
/// The names of a simulated disk. Each making, deletion and renaming is a change of its own, which a sync of the
/// directory makes durable and a power loss keeps or rolls back. A renaming is one change of two names, as every file
/// system with a journal has it. A change is never kept without those before it that concern the same names.
/// </summary>
internal sealed class DiskNames
{
    private readonly Dictionary<string, DiskFolder> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DiskFolder>.AlternateLookup<ReadOnlySpan<char>> _folderOf;
    private readonly List<Change> _unsynced = [];
    private readonly HashSet<(DiskFolder Folder, string Name)> _settled = [];

    public DiskNames()
    {
        _folders["/"] = new DiskFolder("/", parent: null);
        _folderOf = _folders.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    // Takes the first name away and gives the file the second; a making has only the second, a deletion only the first.
    private readonly record struct Change(DiskFolder? From, string? Taken, DiskFolder? To, string? Given, SimulatedFile File);

    /// <summary>What is at a path whose folder exists.</summary>
    public DiskPlace PlaceOf(string path)
    {
        var slash = path.LastIndexOf('/');
        if (!_folderOf.TryGetValue(FolderPath(path, slash), out var folder))
            throw new DirectoryNotFoundException($"Could not find a part of the path '{path}'.");
        var name = path[(slash + 1)..];
        return new DiskPlace(folder, name, folder.Files.GetValueOrDefault(name));
    }

    /// <summary>The file at a path; null where there is none.</summary>
    public SimulatedFile? Find(string path)
    {
        var slash = path.LastIndexOf('/');
        return _folderOf.TryGetValue(FolderPath(path, slash), out var folder)
            ? folder.Files.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path.AsSpan(slash + 1), out var file) ? file : null
            : null;
    }

    /// <summary>Content of a folder in ordinal order; null where there is none.</summary>
    public IReadOnlyList<DiskEntry>? List(string path)
    {
        if (!_folders.TryGetValue(path, out var folder))
            return null;
        var entries = new List<DiskEntry>(folder.Files.Count);
        foreach (var name in folder.Files.Keys)
            entries.Add(new DiskEntry(name, IsDirectory: false));
        foreach (var other in _folders.Values)
        {
            if (other.Parent == folder)
                entries.Add(new DiskEntry(Path.GetFileName(other.Path), IsDirectory: true));
        }
        entries.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return entries;
    }

    /// <summary>Makes a folder and those above it.</summary>
    public DiskFolder CreateDirectory(string path)
    {
        if (_folders.TryGetValue(path, out var folder))
            return folder;
        var parent = CreateDirectory(FolderPath(path, path.LastIndexOf('/')).ToString());
        return _folders[path] = new DiskFolder(path, parent);
    }

    /// <summary>Gives a new file its name.</summary>
    public void Give(in DiskPlace place, SimulatedFile file) => Apply(new Change(null, null, place.Folder, place.Name, file));

    /// <summary>Gives a file another name.</summary>
    /// <returns>The file that had it before.</returns>
    public SimulatedFile? Move(string path, string newPath)
    {
        var file = Find(path) ?? throw new FileNotFoundException($"Could not find file '{path}'.");
        var from = PlaceOf(path);
        var to = PlaceOf(newPath);
        if (to.File == file)
            return null;
        Apply(new Change(from.Folder, from.Name, to.Folder, to.Name, file));
        return to.File;
    }

    /// <summary>Takes a name away.</summary>
    /// <returns>The file that had it.</returns>
    public SimulatedFile? Delete(string path)
    {
        var place = PlaceOf(path);
        if (place.File is not null)
            Apply(new Change(place.Folder, place.Name, null, null, place.File));
        return place.File;
    }

    /// <summary>Makes the names of a folder durable.</summary>
    public void Sync(string path)
    {
        if (!_folders.TryGetValue(path, out var synced))
            throw new IOException($"Cannot open directory '{path}': No such file or directory.");
        foreach (var folder in _folders.Values)
            folder.IsDurable |= folder.Parent == synced;
        Settle(change => (change.To ?? change.From) == synced);
    }

    /// <summary>Each unsynced change is kept or rolled back by chance, and so is each unsynced folder with its content.</summary>
    public void LosePower(SeededRandom random) => LosePower(() => random.OneIn(2));

    /// <summary>Every unsynced change and folder is rolled back, unless all are kept.</summary>
    public void Settle(bool keepsUnsynced)
    {
        if (!keepsUnsynced)
            LosePower(static () => false);
    }

    private void LosePower(Func<bool> keeps)
    {
        Settle(_ => keeps());
        _unsynced.Clear();
        foreach (var path in _folders.Keys.Order(StringComparer.Ordinal).ToList())         // a folder before those in it
        {
            var folder = _folders[path];
            folder.IsDurable |= keeps();
            if (!folder.IsDurable || (folder.Parent is { } parent && !_folders.ContainsKey(parent.Path)))
            {
                _folders.Remove(path);
                continue;
            }
            folder.Files.Clear();
            foreach (var (name, file) in folder.DurableFiles)
                folder.Files[name] = file;
        }
    }

    private static ReadOnlySpan<char> FolderPath(string path, int slash) => slash > 0 ? path.AsSpan(0, slash) : "/";

    private void Apply(Change change)
    {
        change.From?.Files.Remove(change.Taken!);
        if (change.To is not null)
            change.To.Files[change.Given!] = change.File;
        _unsynced.Add(change);
    }

    // From the last to the first, because a change that is kept keeps what its names went through before.
    private void Settle(Func<Change, bool> isKept)
    {
        if (_unsynced.Count == 0)
            return;
        _settled.Clear();
        var kept = _unsynced.Count <= 256 ? stackalloc bool[_unsynced.Count] : new bool[_unsynced.Count];
        for (var i = _unsynced.Count - 1; i >= 0; i--)
        {
            var change = _unsynced[i];
            kept[i] = IsSettled(change) || isKept(change);
            if (!kept[i])
                continue;
            if (change.From is not null)
                _settled.Add((change.From, change.Taken!));
            if (change.To is not null)
                _settled.Add((change.To, change.Given!));
        }
        Keep(kept);
    }

    private bool IsSettled(in Change change) =>
        (change.From is not null && _settled.Contains((change.From, change.Taken!)))
        || (change.To is not null && _settled.Contains((change.To, change.Given!)));

    private void Keep(ReadOnlySpan<bool> kept)
    {
        var left = 0;
        for (var i = 0; i < kept.Length; i++)
        {
            var change = _unsynced[i];
            if (!kept[i])
            {
                _unsynced[left++] = change;
                continue;
            }
            change.From?.DurableFiles.Remove(change.Taken!);
            if (change.To is not null)
                change.To.DurableFiles[change.Given!] = change.File;
        }
        _unsynced.RemoveRange(left, _unsynced.Count - left);
    }
}
