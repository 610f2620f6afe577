namespace MarsDisk.Actors.Parsing.Coordination;

/// <summary>
/// Whether a run can take more: full above 256 events or 8 batches of rows, and then until half of them are gone. A clock that
/// waits for a row of its driver opens the queue whatever it holds.
/// </summary>
internal sealed class QueueMarks
{
    private const int EventsHigh = 256;
    private const int BatchesHigh = 8;

    private bool _isFull;

    /// <summary>Whether no more should come.</summary>
    public bool IsFull(int events, int batches, bool needsRow)
    {
        if (events >= EventsHigh || batches >= BatchesHigh)
            _isFull = true;
        else if (events <= EventsHigh / 2 && batches <= BatchesHigh / 2)
            _isFull = false;
        return _isFull && !(needsRow && batches == 0);
    }
}
