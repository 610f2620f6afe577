namespace MarsDisk.Snapshots;

/// <summary>How an operation ended.</summary>
public enum SnapshotStatus : byte
{
    /// <summary>Done; bytes and record are durable.</summary>
    Ok,

    /// <summary>This write was finished before, with the same content.</summary>
    AlreadyDone,

    /// <summary>A newer snapshot made this one pointless.</summary>
    Superseded,

    /// <summary>Another writer was first, or the key or write id holds other content.</summary>
    Conflict,

    /// <summary>There is none.</summary>
    NotFound,

    /// <summary>Longer than allowed here.</summary>
    TooLarge,

    /// <summary>No slot became free in time.</summary>
    Busy,

    /// <summary>Scratch budget or device is full.</summary>
    NoSpace,

    /// <summary>The caller cancelled it.</summary>
    Cancelled,

    /// <summary>The deadline passed.</summary>
    Timeout,

    /// <summary>A store cannot be reached or answers with a passing failure.</summary>
    Unavailable,

    /// <summary>Stored bytes are damaged.</summary>
    Corrupt,

    /// <summary>Stored bytes are whole, but of a kind that this program cannot read.</summary>
    Incompatible,

    /// <summary>Whether the record was committed cannot be known now. The bytes are kept.</summary>
    InDoubt,

    /// <summary>Snapshots are switched off.</summary>
    Disabled,

    /// <summary>Failed for another reason; the error says which.</summary>
    Fault,
}
