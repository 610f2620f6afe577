using MarsDisk.Journal.Events;
using MarsDisk.Simulation.States;
using MarsDisk.Snapshots;
using MarsDisk.Storage.State;

namespace MarsDisk.Actors.Offload;

/// <summary>The series in which a run is kept at an offload target.</summary>
public static class RunSeries
{
    /// <summary>Type of the bodies that hold a state.</summary>
    public const string StateType = ResumeState.Format;

    /// <summary>Type of the bodies that hold any other file.</summary>
    public const string FileType = "marsdisk.run-file";

    /// <summary>Name of the series of a run's journal.</summary>
    public const string JournalName = "journal/run.journal";

    /// <summary>States that resume begins at; the identity is that of the local file.</summary>
    public static SnapshotSeries OfStates(RunId run) => new(run.Value, StateType, StateType);

    /// <summary>A snapshot that was asked for: a series of its own, so that a later one takes nothing away.</summary>
    public static SnapshotSeries OfSnapshot(RunId run, string name) => new(run.Value, name, StateType);

    /// <summary>Histories of a run that keeps all of it in memory: states with the rows before them, of which the newest counts.</summary>
    public static SnapshotSeries OfHistories(RunId run) => new(run.Value, "marsdisk.run-history", StateType);

    /// <summary>The series that a file of a run belongs to.</summary>
    /// <param name="run">The run.</param>
    /// <param name="name">Name of the file.</param>
    /// <param name="marker">Label of the last chunk before its border, <see cref="HistoryFiles.Marker"/>, or null for a snapshot that was asked for.</param>
    public static SnapshotSeries Of(RunId run, string name, string? marker) => marker switch
    {
        null => OfSnapshot(run, name),
        HistoryFiles.Marker => OfHistories(run),
        _ => OfStates(run),
    };

    /// <summary>Any other file of the run directory.</summary>
    public static SnapshotSeries OfFile(RunId run, string name) => new(run.Value, name, FileType);

    /// <summary>Whether a run is taken up at records of a series: its states, or its histories.</summary>
    public static bool IsResumed(SnapshotSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var run = new RunId(series.Scope);
        return series == OfStates(run) || series == OfHistories(run);
    }

    /// <summary>Whether records of a series hold states.</summary>
    public static bool IsState(SnapshotSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return series.SchemaTag == StateType;
    }
}
