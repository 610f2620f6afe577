using MarsDisk.Journal.Events;

namespace MarsDisk.Journal.Records;

/// <summary>One event as it is stored.</summary>
/// <param name="Sequence">Place in the journal, from 1 without gaps.</param>
/// <param name="Manifest">Name and version of the event.</param>
/// <param name="Payload">Its bytes.</param>
public sealed record JournalRecord(long Sequence, string Manifest, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The event, for the journal of a run.</summary>
    /// <exception cref="JournalCorruptException">The manifest is unknown or the payload does not fit it.</exception>
    public IRunEvent ToRunEvent()
    {
        try
        {
            return RunEventCodec.Decode(Manifest, Payload.Span);
        }
        catch (JournalCorruptException error)
        {
            throw new JournalCorruptException($"Record {Sequence}: {error.Message}", error);
        }
    }
}

/// <summary>What a journal file held when it was read.</summary>
/// <param name="FingerprintStart">First eight bytes of the physics fingerprint, as the header has them.</param>
/// <param name="Records">The whole records in order.</param>
/// <param name="EndOffset">Offset behind the last whole record; 0 if the header itself is missing.</param>
/// <param name="TornBytes">Bytes of a torn append behind it.</param>
public sealed record JournalContents(
    ulong FingerprintStart,
    IReadOnlyList<JournalRecord> Records,
    long EndOffset,
    long TornBytes)
{
    /// <summary>Sequence of the last record; 0 in an empty journal.</summary>
    public long LastSequence => Records.Count == 0 ? 0 : Records[^1].Sequence;

    /// <summary>The fold of a run's events.</summary>
    /// <exception cref="JournalCorruptException">A record is not an event of a run.</exception>
    /// <exception cref="LedgerException">An event contradicts those before it.</exception>
    public RunLedger ToLedger() => RunLedger.Replay(Records.Select(static record => record.ToRunEvent()));
}
