namespace MarsDisk.Parquet;

/// <summary>
/// The marks that stand for "no value" inside a column of memory, so that no null mask has to be kept beside it.
/// In optional columns they are written as nulls, and nulls are read as them.
/// </summary>
public static class Missing
{
    /// <summary>No double: a quiet NaN with a fixed payload. Arithmetic on other NaNs never produces it.</summary>
    public static readonly double Double = BitConverter.Int64BitsToDouble(DoubleBits);

    /// <summary>No integer.</summary>
    public const long Integer = long.MinValue;

    /// <summary>No truth value, in a column of bytes 0 and 1.</summary>
    public const byte Boolean = 255;

    /// <summary>No word, in a column of indexes into a word list.</summary>
    public const byte Text = 255;

    internal const long DoubleBits = 0x7FF8_4D41_5253_4E41;

    /// <summary>Whether the value is the mark; false for every other NaN.</summary>
    public static bool Is(double value) => BitConverter.DoubleToInt64Bits(value) == DoubleBits;
}
