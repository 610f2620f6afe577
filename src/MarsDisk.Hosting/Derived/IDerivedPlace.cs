using MarsDisk.Hosting.Records;
using MarsDisk.Journal.Faults;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Hosting.Derived;

/// <summary>Where derived files go.</summary>
internal interface IDerivedPlace
{
    /// <summary>Has a first form from the start of the run, which the final one replaces.</summary>
    const string Configuration = "run_config.json";

    /// <summary>Whether a file is there and stays.</summary>
    bool Has(string name);

    /// <summary>Takes a file.</summary>
    PublishedFile Publish(string name, Action<Stream> body);
}

/// <summary>The run directory.</summary>
/// <param name="directory">The directory.</param>
/// <param name="lease">Its lease.</param>
/// <param name="replaces">Whether files that are there are written again.</param>
internal sealed class RunPlace(RunDirectory directory, ILease lease, bool replaces = false) : IDerivedPlace
{
    public bool Has(string name) => !replaces && (name == IDerivedPlace.Configuration
        ? RunConfigDocument.IsFinal(directory.PathOf(name))
        : directory.Disk.LengthOf(directory.PathOf(name)) is not null);

    public PublishedFile Publish(string name, Action<Stream> body)
    {
        var published = DerivedFile.Publish(directory, lease, name, body);
        CrashPoints.Reach(CrashPoints.DuringFinalize);
        return published;
    }
}

/// <summary>No place at all: files are derived and compared with those of the run directory.</summary>
/// <param name="directory">The directory; nothing is changed there.</param>
internal sealed class TrialPlace(RunDirectory directory) : IDerivedPlace
{
    private readonly List<string> _troubles = [];

    /// <summary>How many files were derived.</summary>
    public int Files { get; private set; }

    /// <summary>What is missing or different, one sentence each.</summary>
    public IReadOnlyList<string> Troubles => _troubles;

    public bool Has(string name) => false;

    public PublishedFile Publish(string name, Action<Stream> body)
    {
        Files++;
        var derived = DerivedFile.Measure(name, body);
        var path = directory.PathOf(name);
        if (!File.Exists(path))
            _troubles.Add($"{name} is missing; runs finalize makes it again.");
        else if (ManifestDocument.Measure(path) != (derived.Bytes, derived.Sha256))
            _troubles.Add($"{name} is not what follows from the run; runs finalize makes it again.");
        return derived;
    }
}
