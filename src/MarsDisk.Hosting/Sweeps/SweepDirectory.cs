using MarsDisk.Hosting.Running;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Hosting.Sweeps;

/// <summary>The directory of a sweep (experience.md §4.5): its manifest, its run directories, its collected table.</summary>
public sealed class SweepDirectory
{
    /// <summary>Name of the manifest.</summary>
    public const string ManifestName = "sweep.json";

    /// <summary>Folder of the run directories.</summary>
    public const string RunsFolder = "runs";

    private const string PlacesFolder = "tmp/parallel";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly RunDirectory _files;
    private readonly RunDirectory _publishing;

    /// <summary>Names the directory; nothing is read or made.</summary>
    /// <param name="path">The directory.</param>
    public SweepDirectory(string path)
    {
        Path = path;
        _files = new RunDirectory(path, new RunId("sweep"), TestHooks.Disk);
        _publishing = new RunDirectory(_files.Tmp, new RunId("sweep"), TestHooks.Disk);
    }

    /// <summary>The directory as it was named.</summary>
    public string Path { get; }

    /// <summary>Whether a sweep was planned here.</summary>
    public bool HasManifest => File.Exists(PathOf(ManifestName));

    /// <summary>Whether the directory is there and holds something else than a sweep.</summary>
    public bool IsForeign => File.Exists(_files.Root)
        || (Directory.Exists(_files.Root) && !HasManifest && Directory.EnumerateFileSystemEntries(_files.Root).Any(entry => System.IO.Path.GetFileName(entry) is not ("tmp" or "lease" or RunsFolder)));

    /// <summary>Full path of a name in the directory.</summary>
    /// <param name="name">For example <c>table.csv</c>.</param>
    public string PathOf(string name) => _files.PathOf(name);

    /// <summary>The directory of one of its runs.</summary>
    /// <param name="run">The run.</param>
    public RunDirectory DirectoryOf(PlannedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RunDirectory(PathOf(run.Directory), run.Run, TestHooks.Disk);
    }

    /// <summary>Reads the manifest.</summary>
    /// <exception cref="InvalidDataException">It cannot be understood.</exception>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public SweepManifest ReadManifest() => SweepDocument.Read(PathOf(ManifestName));

    /// <summary>Changes when the manifest is replaced.</summary>
    public (DateTime Written, long Bytes) ManifestStamp()
    {
        var file = new FileInfo(PathOf(ManifestName));
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }

    /// <summary>Takes the sweep's own lease, which says who watches over it; null while another process does.</summary>
    public ILease? TryTakeLease() => new FileLeases(_ => _files).TryTake(_files.Run);

    /// <summary>Takes one of the places that the limit of the sweep allows; null while another run has it.</summary>
    /// <param name="number">Its number.</param>
    internal ILease? TryTakePlace(string number)
    {
        var place = new RunDirectory(PathOf($"{PlacesFolder}/{number}"), new RunId(number), TestHooks.Disk);
        return new FileLeases(_ => place).TryTake(place.Run);
    }

    /// <summary>Whether a living process watches over the sweep.</summary>
    public bool IsLed => FileLeases.IsHeld(_files);

    /// <summary>
    /// Publishes a file under its name: written aside, synced, renamed. Publishers of all processes follow one another;
    /// what a killed one left aside is removed.
    /// </summary>
    /// <param name="name">For example <c>table.csv</c>.</param>
    /// <param name="body">Writes the content.</param>
    /// <param name="clock">Time while another process publishes.</param>
    /// <exception cref="IOException">The disk refuses, or another process publishes for too long.</exception>
    public async Task PublishAsync(string name, Action<Stream> body, TimeProvider clock)
    {
        Directory.CreateDirectory(PathOf(RunsFolder));
        using var lease = await new FileLeases(_ => _publishing).TryTakeAsync(_publishing.Run, Patience, clock, CancellationToken.None)
            ?? throw new IOException($"another process has been writing to {Path} for {Patience.TotalSeconds:0} s.");

        foreach (var left in Directory.EnumerateFiles(_files.Tmp).Where(file => file != _publishing.LeasePath))
            File.Delete(left);
        DerivedFile.Publish(_files, lease, name, body);
    }
}
