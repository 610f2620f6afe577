namespace MarsDisk.Simulation.States.Sections;

/// <summary>The bytes of <c>marsdisk.sim-state</c>, version 1: tagged sections, little-endian, padded to eight.</summary>
internal static class SectionFormat
{
    public const ushort Version = 1;
    public const int HeaderLength = 8;
    public const int SectionHeaderLength = 24;
    public const int Alignment = 8;

    public const byte Int64 = 3;
    public const byte Float64 = 5;

    /// <summary>A section longer than this is not one of ours.</summary>
    public const long SectionBytesMax = 1L << 28;

    public static ReadOnlySpan<byte> Magic => "MDST"u8;
}
