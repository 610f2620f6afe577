using MarsDisk.Actors.Pipeline;

namespace MarsDisk.Actors.Runs;

/// <summary>What people and the scenario want of the clock of a run. Kept over pipelines, not over processes.</summary>
internal sealed class RunControls
{
    private const int WhyMax = 200;

    /// <summary>Whether a person paused the run.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Whether a pause of the scenario holds the clock.</summary>
    public bool IsPausedByScenario { get; set; }

    /// <summary>Why the run is to stop, until that is durable; null without such a wish.</summary>
    public string? StopWhy { get; private set; }

    /// <summary>Labels of snapshots that people asked for while no pipeline stood.</summary>
    public Queue<string?> Snapshots { get; } = new();

    /// <summary>Reasons for which the next pipeline begins with its clock held.</summary>
    public IEnumerable<string> Holds
    {
        get
        {
            if (StopWhy is not null)
                yield return HoldReasons.Stop;
            if (IsPaused)
                yield return HoldReasons.Operator;
        }
    }

    /// <summary>A person wants the run to end; the event that says so is small.</summary>
    public void Stop(string why) => StopWhy ??= why.Length <= WhyMax ? why : why[..WhyMax];

    /// <summary>The stop is durable; a pause must not keep it from happening.</summary>
    public void NoteStop() => (StopWhy, IsPaused) = (null, false);

    /// <summary>The pipeline is gone, and with it the scenario's pause; the next one meets it again if it still lies before it.</summary>
    public void NoteTakenDown() => IsPausedByScenario = false;
}
