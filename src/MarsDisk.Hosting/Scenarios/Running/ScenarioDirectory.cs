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

    /// <summary>Names the directory of a scenario; nothing is read or made.</summary>
    /// <param name="data">Folder of all of them is <c>scenarios</c> below it.</param>
    /// <param name="id">Id of the scenario.</param>
    public ScenarioDirectory(string data, string id)
    {
        Id = id;
        Root = Path.Combine(Path.GetFullPath(data), "scenarios", id);
    }

    /// <summary>Id of the scenario.</summary>
    public string Id { get; }

    /// <summary>Full path.</summary>
    public string Root { get; }

    /// <summary>Whether an earlier process has begun the scenario.</summary>
    public bool Exists => File.Exists(JournalPath("parser"));

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
        var disk = FileSystemDisk.Instance;
        disk.CreateDirectory(Root);
        if (disk.TryLock(Path.Combine(Root, "lease")) is not { } file)
            return null;
        disk.SyncDirectory(Root);
        return new OpenScenario(this, file);
    }

    /// <summary>The scenario has ended: what it was read on with is not needed any more; the audit and its end stay.</summary>
    public void Close(ScenarioEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        end.Write(Root);
        foreach (var path in Directory.GetFiles(Root, "*.journal").Concat(Directory.GetFiles(Root, "spool*")))
            File.Delete(path);
    }

    /// <summary>Nothing of the scenario is needed any more.</summary>
    public void Delete()
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
    }

    internal JournalFile OpenJournal(string name) => JournalFile.OpenOwned(JournalPath(name), PhysicsFingerprint.Value);

    private string JournalPath(string name) => Path.Combine(Root, $"{name}.journal");
}

/// <summary>A scenario that this process has taken.</summary>
public sealed class OpenScenario : IDisposable
{
    private readonly IDiskFile _lease;
    private readonly Lazy<JournalFile> _parser;
    private readonly Lazy<JournalFile> _coordinator;

    internal OpenScenario(ScenarioDirectory directory, IDiskFile lease)
    {
        Directory = directory;
        _lease = lease;
        _parser = new Lazy<JournalFile>(() => directory.OpenJournal("parser"));
        _coordinator = new Lazy<JournalFile>(() => directory.OpenJournal("coordinator"));
    }

    /// <summary>Where it is.</summary>
    public ScenarioDirectory Directory { get; }

    /// <summary>The journal of one of its actors; null for another actor.</summary>
    /// <param name="persistenceId">Id of the actor.</param>
    public JournalFile? Journal(string persistenceId) =>
        persistenceId == $"scenario-parser-{Directory.Id}" ? _parser.Value
        : persistenceId == $"scenario-{Directory.Id}" ? _coordinator.Value
        : null;

    /// <summary>Gives the scenario back.</summary>
    public void Dispose()
    {
        if (_parser.IsValueCreated)
            _parser.Value.Dispose();
        if (_coordinator.IsValueCreated)
            _coordinator.Value.Dispose();
        _lease.Dispose();
    }
}
