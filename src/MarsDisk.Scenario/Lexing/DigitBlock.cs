using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MarsDisk.Scenario.Lexing;

/// <summary>The digits among the next eight bytes, all looked at in one word.</summary>
internal static class DigitBlock
{
    /// <summary>Bytes that are looked at: so many digits may be more.</summary>
    public const int Size = 8;

    private const ulong Zeros = 0x3030303030303030;
    private const ulong AboveNine = 0x7676767676767676;
    private const ulong HighBits = 0x8080808080808080;

    /// <summary>Value of the digits that begin at an index, and how many they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong At(ReadOnlySpan<byte> text, int at, out int digits)
    {
        var word = Load(text, at) ^ Zeros;

        // A sum that overflows its byte disturbs the bytes behind it only, and the first one that is no digit decides.
        var others = ((word + AboveNine) | word) & HighBits;
        digits = BitOperations.TrailingZeroCount(others) >> 3;
        return digits == 0 ? 0 : Value(word << (64 - 8 * digits));
    }

    /// <summary>Eight digits, the first one in the lowest byte: pairs, fours, all.</summary>
    public static ulong Value(ulong digits)
    {
        digits = digits * 10 + (digits >> 8);
        return ((digits & 0x000000FF000000FF) * 0x000F424000000064 + ((digits >> 16) & 0x000000FF000000FF) * 0x0000271000000001) >> 32;
    }

    /// <summary>Eight bytes, the first one lowest. Behind the end come zeros, which are no digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Load(ReadOnlySpan<byte> text, int at)
        => at <= text.Length - Size ? BinaryPrimitives.ReadUInt64LittleEndian(text[at..]) : LoadEnd(text, at);

    private static ulong LoadEnd(ReadOnlySpan<byte> text, int at)
    {
        if (text.Length >= Size)
            return at >= text.Length ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(text[^Size..]) >> (8 * (at + Size - text.Length));
        ulong word = 0;
        for (var i = text.Length - 1; i >= at; i--)
            word = word << 8 | text[i];
        return word;
    }
}
