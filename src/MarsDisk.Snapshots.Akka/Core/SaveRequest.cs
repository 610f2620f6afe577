namespace MarsDisk.Snapshots.Akka;

/// <summary>Which snapshot is saved, and its order among the saves of the store.</summary>
/// <param name="PersistenceId">Whose.</param>
/// <param name="SequenceNr">Its number.</param>
/// <param name="TimestampTicks">When it was taken, UTC ticks.</param>
/// <param name="Ticket">Taken when the save was asked for (<see cref="SnapshotStoreCore.NextTicket"/>).</param>
internal sealed record SaveRequest(string PersistenceId, long SequenceNr, long TimestampTicks, long Ticket)
{
    /// <summary>Identity of the write.</summary>
    public Guid WriteId { get; init; } = Guid.CreateVersion7();

    /// <summary>Whoever asks will say what was told to the actor (<c>Confirm</c>, <c>Disown</c>).</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Longest body; null: as configured.</summary>
    public long? MaxBodyBytes { get; init; }

    /// <summary>Told when the state may change again.</summary>
    public Action<SnapshotProgress>? Captured { get; init; }
}
