namespace MarsDisk.Snapshots;

/// <summary>What a blob store can do beyond the plain operations.</summary>
[Flags]
public enum BlobCapabilities
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary>Refuses by itself to put on an existing key.</summary>
    ConditionalCreate = 1,

    /// <summary>An object becomes visible in one operation.</summary>
    AtomicPublish = 2,

    /// <summary>Lists keys.</summary>
    List = 4,

    /// <summary>Reports a checksum that it computed itself.</summary>
    ServerChecksum = 8,

    /// <summary>Reads from an offset.</summary>
    RangeRead = 16,

    /// <summary>Finds and aborts uploads that nobody finishes.</summary>
    StaleUploadAbort = 32,

    /// <summary>Takes a file of the local disk over without a copy (<see cref="IAdoptsLocalFiles"/>).</summary>
    AdoptLocalFile = 64,
}
