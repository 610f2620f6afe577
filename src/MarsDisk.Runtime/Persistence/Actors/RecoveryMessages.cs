namespace MarsDisk.Runtime.Persistence;

/// <summary>Snapshot store → recovering actor: the latest state that was saved; first message of a recovery.</summary>
public sealed class SnapshotOffer(SnapshotMetadata metadata, object snapshot)
{
    /// <summary>Which snapshot it is.</summary>
    public SnapshotMetadata Metadata { get; } = metadata;

    /// <summary>The state.</summary>
    public object Snapshot { get; } = snapshot;
}

/// <summary>Runtime → recovered actor: everything was replayed; commands follow.</summary>
public sealed class RecoveryCompleted
{
    /// <summary>The one message of its kind.</summary>
    public static readonly RecoveryCompleted Instance = new();

    private RecoveryCompleted()
    {
    }
}
