namespace MarsDisk.Snapshots;

/// <summary>How long the owner leaves a state alone.</summary>
public enum SnapshotMutability : byte
{
    /// <summary>It never changes: it may be written at any time and more than once.</summary>
    Immutable,

    /// <summary>Its owner does not change it until the snapshot is reported as captured; it is written exactly once.</summary>
    FrozenUntilCaptured,
}

/// <summary>A state that can be written as a stream.</summary>
public interface ISnapshotSource
{
    /// <summary>Content type of the body.</summary>
    string ContentType { get; }

    /// <summary>Logical type of the body.</summary>
    string PayloadType { get; }

    /// <summary>Version of that type.</summary>
    int PayloadVersion { get; }

    /// <summary>How long the owner leaves it alone.</summary>
    SnapshotMutability Mutability { get; }

    /// <summary>Expected length of the body; null when unknown.</summary>
    long? EstimatedBodyBytes { get; }

    /// <summary>Writes the body (<see cref="SnapshotBodyWriter"/>).</summary>
    ValueTask WriteBodyAsync(Stream body, CancellationToken cancellation);
}
