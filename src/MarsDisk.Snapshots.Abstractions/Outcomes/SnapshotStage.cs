namespace MarsDisk.Snapshots;

/// <summary>Steps of persisting (<see cref="Admit"/> to <see cref="Cleanup"/>) and restoring, in their order.</summary>
public enum SnapshotStage : byte
{
    /// <summary>Arguments, mode, slot, first reservation.</summary>
    Admit,

    /// <summary>Scratch is created.</summary>
    Stage,

    /// <summary>The source writes its body.</summary>
    Body,

    /// <summary>Last frame and footer.</summary>
    Seal,

    /// <summary>Blocks travel to the store.</summary>
    Place,

    /// <summary>The object becomes visible, in one operation.</summary>
    Publish,

    /// <summary>The object's length and checksum are asked for.</summary>
    Verify,

    /// <summary>The record becomes live.</summary>
    Commit,

    /// <summary>Older records are retired.</summary>
    Retire,

    /// <summary>Scratch, intent and reservation are given back.</summary>
    Cleanup,

    /// <summary>The record to restore is chosen.</summary>
    Select,

    /// <summary>Its bytes are opened.</summary>
    Open,

    /// <summary>The sink builds the state.</summary>
    Decode,

    /// <summary>Footer and checksum are verified; only then is the state handed out.</summary>
    Complete,
}
