using MarsDisk.Parsing;

namespace MarsDisk.Actors.Parsing.Parser;

/// <summary>
/// Which checkpoints are taken and when one may be stored: never before everything in front of it has taken effect, so that
/// nothing is ever skipped; of several the newest.
/// </summary>
/// <param name="clock">Time since the last.</param>
internal sealed class CheckpointPolicy(TimeProvider clock)
{
    private const long BytesMax = 64L * 1024 * 1024;
    private const long UnitsMax = 10_000;
    private const int CandidatesMax = 16;
    private static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(5);

    private readonly List<StreamCheckpoint> _candidates = [];
    private StreamCheckpoint? _last;
    private long _since = clock.GetTimestamp();
    private bool _isWanted;

    /// <summary>The next safe point becomes a candidate whatever the age of the last.</summary>
    public void Want() => _isWanted = true;

    /// <summary>Whether a candidate is due at this place.</summary>
    /// <param name="watermark">Watermark of the parse.</param>
    /// <param name="units">Units so far.</param>
    public bool IsDue(long watermark, long units)
    {
        var (offset, ordinal) = _last is null ? (0, 0) : (_last.Watermark, _last.NextOrdinal);
        return watermark > offset
            && (_isWanted || watermark - offset >= BytesMax || units - ordinal >= UnitsMax || clock.GetElapsedTime(_since) >= AgeMax);
    }

    /// <summary>Takes a candidate.</summary>
    public void Add(StreamCheckpoint candidate)
    {
        _isWanted = false;
        _last = candidate;
        _since = clock.GetTimestamp();
        // The oldest is the first that becomes eligible; from the others any may go.
        if (_candidates.Count == CandidatesMax)
            _candidates.RemoveAt(CandidatesMax / 2);
        _candidates.Add(candidate);
    }

    /// <summary>The checkpoint to store now; null: none is eligible.</summary>
    /// <param name="ackedBefore">Everything below this ordinal has taken effect durably.</param>
    public StreamCheckpoint? Eligible(long ackedBefore)
    {
        var index = _candidates.FindLastIndex(candidate => candidate.NextOrdinal <= ackedBefore);
        if (index < 0)
            return null;
        var eligible = _candidates[index];
        _candidates.RemoveRange(0, index + 1);
        return eligible;
    }
}
