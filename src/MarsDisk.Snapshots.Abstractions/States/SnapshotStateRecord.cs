namespace MarsDisk.Snapshots;

/// <summary>What a record is good for; the numbers are stored.</summary>
public enum SnapshotRecordState : byte
{
    /// <summary>May be restored.</summary>
    Live = 1,

    /// <summary>Out of use; its bytes are in the list of garbage.</summary>
    Retired = 2,

    /// <summary>Its bytes were found missing or damaged. Nothing of it is deleted by itself.</summary>
    Suspect = 3,
}

/// <summary>The metadata of one snapshot.</summary>
/// <param name="Series">Whose.</param>
/// <param name="Position">Where in the history.</param>
/// <param name="Payload">Where the bytes are. Records of a list have no <see cref="SnapshotPayloadHandle.InlineBytes"/>.</param>
/// <param name="Revision">Counts the commits of this series, generation and sequence, from 1, without gaps.</param>
/// <param name="State">What it is good for.</param>
/// <param name="CreatedTicks">UTC ticks of the commit.</param>
/// <param name="BuildSource">What made it, e.g. a program and its version.</param>
/// <param name="BuildHost">Where it was made; null when unknown.</param>
public sealed record SnapshotStateRecord(
    SnapshotSeries Series,
    SnapshotPosition Position,
    SnapshotPayloadHandle Payload,
    long Revision,
    SnapshotRecordState State,
    long CreatedTicks,
    string BuildSource,
    string? BuildHost);
