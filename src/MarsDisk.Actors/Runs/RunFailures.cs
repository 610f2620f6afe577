using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Runs;

/// <summary>
/// Why and how often a pipeline was taken down. A failure of the world (disk full or absent) is waited for as long as it
/// takes; any other may happen three times at the same commit before the run fails, so a crash loop cannot hide.
/// </summary>
public sealed class RunFailures
{
    private const int AttemptsMax = 3;
    private static readonly TimeSpan DelayMin = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(30);

    private int _inARow;
    private int _delays;

    /// <summary>How often the pipeline was rebuilt in this attempt.</summary>
    public int Restarts { get; private set; }

    /// <summary>Whether the last failure is the world's and may pass by itself.</summary>
    public bool IsWorld { get; private set; }

    /// <summary>The last failure in words.</summary>
    public string Sentence { get; private set; } = "A stage of the pipeline ended.";

    /// <summary>Whether the run has to be given up.</summary>
    public bool AreTooMany => !IsWorld && _inARow >= AttemptsMax;

    /// <summary>What the run waits for; null when it only backs off.</summary>
    public string? Waiting => IsWorld ? Sentence : null;

    /// <summary>Back-off before the next try: 200 ms, doubled each time, at most 30 s.</summary>
    public TimeSpan Delay => TimeSpan.FromTicks(Math.Min(DelayMax.Ticks, DelayMin.Ticks << Math.Min(_delays, 10)));

    /// <summary>A stage threw.</summary>
    /// <param name="error">What it threw.</param>
    public void Note(Exception error)
    {
        IsWorld = false;
        Sentence = error.ToString();
        _inARow++;
    }

    /// <summary>The writer refused a chunk.</summary>
    /// <param name="error">Its answer.</param>
    public void Note(PublishError error)
    {
        IsWorld = error.Kind is PublishErrorKind.DiskFull or PublishErrorKind.Unwritable;
        Sentence = error.Message;
        if (!IsWorld)
            _inARow++;
    }

    /// <summary>The pipeline is about to be built again.</summary>
    public void CountRestart()
    {
        Restarts++;
        _delays++;
    }

    /// <summary>A chunk was committed: whatever failed before is over.</summary>
    public void Progressed()
    {
        _inARow = 0;
        _delays = 0;
        IsWorld = false;
    }
}
