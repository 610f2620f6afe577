namespace MarsDisk.Simulation.States.Sections;

/// <summary>What stands in front of the payload of a section.</summary>
/// <param name="Tag">Which section.</param>
/// <param name="ElementType">What its elements are.</param>
/// <param name="Count">How many.</param>
/// <param name="Length">Bytes of the payload, without the padding behind it.</param>
internal readonly record struct SectionHead(uint Tag, byte ElementType, long Count, long Length)
{
    /// <summary>Bytes behind the payload, up to the next multiple of eight.</summary>
    public int Padding => (int)(-Length & (SectionFormat.Alignment - 1));
}
