using System.Security.Cryptography;
using System.Text;

using MarsDisk.Hosting.Identity;
using MarsDisk.Journal.Files;
using MarsDisk.Journal.Records;

namespace MarsDisk.Hosting.Scenarios.Running;

/// <summary>
/// Where a scenario that is under way keeps its two journals and, for standard input, the bytes that may be read again. It is
/// needed until the scenario has ended; the runs keep what matters in their own directories.
/// </summary>
public sealed class ScenarioDirectory
{
    private const int IdDigits = 16;

    private readonly IDisk _disk;

    /// <summary>Names the directory of a scenario; nothing is read or made.</summary>
    /// <param name="data">Folder of all of them is <c>scenarios</c> below it.</param>
    /// <param name="id">Id of the scenario.</param>
    /// <param name="disk">Where it is; null: the disk of the operating system.</param>
    public ScenarioDirectory(string data, string id, IDisk? disk = null)
    {
        Id = id;
        _disk = disk ?? FileSystemDisk.Instance;
        Root = Path.Combine(Path.GetFullPath(data), "scenarios", id);
    }

    /// <summary>Id of the scenario.</summary>
    public string Id { get; }

    /// <summary>Full path.</summary>
    public string Root { get; }

    /// <summary>Whether an earlier process has begun the scenario.</summary>
    public bool Exists => _disk.LengthOf(JournalPath("parser")) is not null;

    /// <summary>The id of a scenario that is read from a file: the same for the same file, so that the same command goes on.</summary>
    /// <param name="path">The file.</param>
    public static string IdOf(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(path))))[..IdDigits];

    /// <summary>The first bytes of a source that an earlier process began to keep here; null: none did.</summary>
    public byte[]? SpooledStart() => Exists && new ScenarioSpool(Root) is { End: > 0 } spool ? spool.Head() : null;

    /// <summary>Takes the scenario for this process; null when another one has it.</summary>
    /// <exception cref="IOException">The directory cannot be made.</exception>
    public OpenScenario? TryOpen()
    {
        _disk.MakeDirectory(Root);
        _disk.SyncDirectory(Path.GetDirectoryName(Root)!);               // whoever made it may have died before
        if (_disk.TryLock(Path.Combine(Root, "lease")) is not { } file)
            return null;
        _disk.SyncDirectory(Root);
        return new OpenScenario(this, file);
    }

    /// <summary>The scenario has ended: what it was read on with is not needed any more; the audit and its end stay.</summary>
    public void Close(ScenarioEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        end.Write(Root);
        Clear();
    }

    /// <summary>Deletes what the scenario was read on with.</summary>
    internal void Clear()
    {
        foreach (var path in Directory.GetFiles(Root, "*.journal").Concat(Directory.GetFiles(Root, "spool*")))
            File.Delete(path);
    }

    /// <summary>Nothing of the scenario is needed any more.</summary>
    public void Delete()
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
    }

    internal JournalFile OpenJournal(string name) =>
        JournalFile.OpenOwned(JournalPath(name), PhysicsFingerprint.Value, _disk, mayBeShortened: true);

    private string JournalPath(string name) => Path.Combine(Root, $"{name}.journal");
}

/// <summary>A scenario that this process has taken.</summary>
public sealed class OpenScenario : IDisposable
{
    private readonly IDiskFile _lease;
    private readonly Lock _opening = new();
    private readonly Dictionary<string, JournalFile> _journals = new(StringComparer.Ordinal);

    internal OpenScenario(ScenarioDirectory directory, IDiskFile lease)
    {
        Directory = directory;
        _lease = lease;
    }

    /// <summary>Where it is.</summary>
    public ScenarioDirectory Directory { get; }

    /// <summary>The journal of one of its actors; null for another actor.</summary>
    /// <param name="persistenceId">Id of the actor.</param>
    /// <param name="isReplayed">
    /// Whether a new life of the actor reads its events: then it is opened anew, if it failed or has got events since.
    /// </param>
    public JournalFile? Journal(string persistenceId, bool isReplayed = false) =>
        persistenceId == $"scenario-parser-{Directory.Id}" ? Opened("parser", isReplayed)
        : persistenceId == $"scenario-{Directory.Id}" ? Opened("coordinator", isReplayed)
        : null;

    /// <summary>Gives the scenario back.</summary>
    public void Dispose()
    {
        lock (_opening)
        {
            foreach (var journal in _journals.Values)
                journal.Dispose();
            _journals.Clear();
        }

        _lease.Dispose();
    }

    private JournalFile Opened(string name, bool isReplayed)
    {
        lock (_opening)
        {
            if (_journals.Remove(name, out var known) && isReplayed && known.IsStale)
            {
                known.Dispose();
                known = null;
            }

            return _journals[name] = known ?? Directory.OpenJournal(name);
        }
    }
}
