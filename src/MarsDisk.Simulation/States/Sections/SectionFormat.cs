namespace MarsDisk.Simulation.States.Sections;

/// <summary>The bytes of <c>marsdisk.sim-state</c>, versions 1 and 2: tagged sections, little-endian, padded to eight.</summary>
internal static class SectionFormat
{
    /// <summary>Version of a body without inputs, which is as it always was.</summary>
    public const ushort Version = 1;

    /// <summary>Version of a body with the section of the inputs, which no earlier program may ignore.</summary>
    public const ushort VersionWithInputs = 2;
    public const int HeaderLength = 8;
    public const int SectionHeaderLength = 24;
    public const int Alignment = 8;

    public const byte UInt8 = 1;
    public const byte Int64 = 3;
    public const byte Float64 = 5;
    public const byte Utf8 = 6;

    /// <summary>A section longer than this is not one of ours.</summary>
    public const long SectionBytesMax = 1L << 28;

    public static ReadOnlySpan<byte> Magic => "MDST"u8;
}
