using MarsDisk.Journal.Events;
using MarsDisk.Snapshots;

namespace MarsDisk.Actors.Offload;

/// <summary>The series in which a run is kept at an offload target.</summary>
public static class RunSeries
{
    private const string StateType = "marsdisk.sim-state";
    private const string FileTag = "marsdisk.run-file";

    /// <summary>Name of the series of a run's journal.</summary>
    public const string JournalName = "journal/run.journal";

    /// <summary>States that resume begins at; the identity is that of the local file.</summary>
    public static SnapshotSeries OfStates(RunId run) => new(run.Value, StateType, StateType);

    /// <summary>A snapshot that was asked for: a series of its own, so that a later one takes nothing away.</summary>
    public static SnapshotSeries OfSnapshot(RunId run, string name) => new(run.Value, name, StateType);

    /// <summary>Any other file of the run directory.</summary>
    public static SnapshotSeries OfFile(RunId run, string name) => new(run.Value, name, FileTag);

    /// <summary>Whether records of a series hold states.</summary>
    public static bool IsState(SnapshotSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return series.SchemaTag == StateType;
    }
}
