namespace MarsDisk.Snapshots;

/// <summary>How the bytes at rest are checked; the numbers are stored.</summary>
public enum ChecksumAlgorithm : byte
{
    /// <summary>Not at all: written by a program that knew no checksum.</summary>
    None = 0,

    /// <summary>SHA-256 of the whole object, as <c>sha256sum</c> prints it.</summary>
    Sha256 = 1,
}

/// <summary>Checksum of the bytes at rest.</summary>
/// <param name="Algorithm">How it is computed.</param>
/// <param name="Hex">Lower-case hexadecimal digits; empty for <see cref="ChecksumAlgorithm.None"/>.</param>
public readonly record struct SnapshotChecksum(ChecksumAlgorithm Algorithm, string Hex)
{
    /// <summary>No checksum is known.</summary>
    public static SnapshotChecksum None { get; } = new(ChecksumAlgorithm.None, "");

    /// <summary>From 32 bytes of a SHA-256.</summary>
    public static SnapshotChecksum Sha256(ReadOnlySpan<byte> hash) => new(ChecksumAlgorithm.Sha256, Convert.ToHexStringLower(hash));
}
