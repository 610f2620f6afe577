using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Runs;

/// <summary>
/// Why and how often a pipeline was taken down. A failure of the world (disk full or absent) is waited for as long as it
/// takes; any other may happen so often at the same commit before the run fails, so a crash loop cannot hide.
/// </summary>
/// <param name="policy">How often, and how long to wait in between.</param>
public sealed class RunFailures(RetryPolicy policy)
{
    private long _committedSteps = -1;
    private int _inARow;
    private int _delays;

    /// <summary>Whether something broke since the pipeline was put up.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>How often the pipeline was put up again in this attempt.</summary>
    public int Restarts { get; private set; }

    /// <summary>Whether the last failure is the world's and may pass by itself.</summary>
    public bool IsWorld { get; private set; }

    /// <summary>The last failure in words.</summary>
    public string Sentence { get; private set; } = "";

    /// <summary>Whether the run has to be given up.</summary>
    public bool AreTooMany => _inARow >= policy.FailuresMax;

    /// <summary>What the run waits for; null when it only backs off.</summary>
    public string? Waiting => IsWorld ? Sentence : null;

    /// <summary>Back-off before the next try.</summary>
    public TimeSpan Delay => policy.DelayAfter(_delays);

    /// <summary>A stage threw, or the run could not be opened again.</summary>
    /// <param name="error">What was thrown.</param>
    public void Note(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Note($"{error.GetType().Name}: {error.Message}", error is IOException or UnauthorizedAccessException);
    }

    /// <summary>The writer refused a chunk.</summary>
    /// <param name="error">Its answer.</param>
    public void Note(PublishError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Note(error.Message, error.Kind is PublishErrorKind.DiskFull or PublishErrorKind.Unwritable);
    }

    /// <summary>A stage ended without a word.</summary>
    /// <param name="name">Name of the stage.</param>
    public void NoteEndOf(string name) => Note($"The stage {name} ended.", isWorld: false);

    /// <summary>The pipeline is down because of what was noted; the next one will be put up at this commit.</summary>
    /// <param name="committedSteps">Steps that the journal names.</param>
    public void Count(long committedSteps)
    {
        if (committedSteps != _committedSteps)
            _inARow = _delays = 0;
        _committedSteps = committedSteps;
        if (!IsWorld)
            _inARow++;
        _delays++;
        if (!AreTooMany)
            Restarts++;
        HasFailed = false;
    }

    // Only the first counts: when one stage breaks the others soon follow, and behind a refused chunk the writer refuses
    // each later one, whatever the disk thinks of it.
    private void Note(string sentence, bool isWorld)
    {
        if (HasFailed)
            return;
        HasFailed = true;
        Sentence = sentence;
        IsWorld = isWorld;
    }
}
