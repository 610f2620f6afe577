using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Units;

namespace MarsDisk.Scenario.Reading;

/// <summary>
/// Pieces of a frame that is written as the canonical form writes it: one blank between words, units behind a blank, strings
/// without escapes. Each reader gives the index behind its piece, or -1 for what it does not know, which may well be right.
/// An index that goes from hand to hand stays in a register, which a cursor does not.
/// </summary>
internal static class UsualText
{
    /// <summary>Numbers below have an exponent in the canonical form.</summary>
    private const int PlainDecimals = 10_000;

    private static readonly SearchValues<byte> InStrings = SearchValues.Create(
        [.. Enumerable.Range(32, 95).Where(value => value is not '"' and not '\\').Select(value => (byte)value)]);

    /// <summary>These bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Word(ReadOnlySpan<byte> bytes, int at, ReadOnlySpan<byte> word)
        => bytes[at..].StartsWith(word) ? at + word.Length : -1;

    /// <summary>
    /// A number without sign and exponent, up to seven digits before and behind the point. Zeros behind the last other decimal,
    /// which the canonical form has not, are noted.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Number(ReadOnlySpan<byte> bytes, int at, out double value, ref bool hasZeros)
    {
        value = 0;
        var whole = DigitBlock.At(bytes, at, out var digits);
        if (digits is 0 or DigitBlock.Size || (digits > 1 && bytes[at] == '0'))
            return -1;
        var end = at + digits;
        if ((uint)end >= (uint)bytes.Length || bytes[end] != '.')
        {
            value = (long)whole;
            return end;
        }

        var part = DigitBlock.At(bytes, end + 1, out var decimals);
        if (decimals is 0 or DigitBlock.Size)
            return -1;
        value = NumberReader.Decimal(whole, part, decimals, out var scale);
        if (whole == 0 && part > 0 && part * PlainDecimals < scale)
            return -1;
        end += 1 + decimals;
        hasZeros |= bytes[end - 1] == '0';
        return end;
    }

    /// <summary>The canonical spelling of a unit that is one word. A blank, the end of the line or of all ends it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Unit(ReadOnlySpan<byte> bytes, int at, out UnitExpr unit)
    {
        // The lowest byte that is a blank or below has its high bit set, and no lower one has.
        var word = DigitBlock.Load(bytes, at);
        var ends = (word - 0x2121212121212121) & ~word & 0x8080808080808080;
        var length = BitOperations.TrailingZeroCount(ends) >> 3;
        unit = null!;
        if (length is 0 or > UnitWords.BytesMax)
            return -1;
        unit = UnitWords.Find(word & ((1UL << (8 * length)) - 1), mustBeCanonical: true)!;
        return unit is null ? -1 : at + length;
    }

    /// <summary>A time.</summary>
    public static int Time(ReadOnlySpan<byte> bytes, int at, out Quantity time, ref bool hasZeros)
    {
        time = default;
        if ((at = Number(bytes, at, out var value, ref hasZeros)) < 0
            || (at = Word(bytes, at, " "u8)) < 0 || (at = Unit(bytes, at, out var unit)) < 0
            || (!unit.IsTime && !ReferenceEquals(unit, UnitTable.Orbit)))
        {
            return -1;
        }

        time = new(value, unit);
        return at;
    }

    /// <summary>A number, its unit if it has one, and the words that follow them.</summary>
    public static int Amount(ReadOnlySpan<byte> bytes, int at, ReadOnlySpan<byte> then, out Quantity amount, ref bool hasZeros)
    {
        amount = default;
        if ((at = Number(bytes, at, out var value, ref hasZeros)) < 0)
            return -1;
        var unit = UnitExpr.None;
        var hasUnit = (uint)at < (uint)bytes.Length && bytes[at] == ' ' && (then.IsEmpty || !bytes[at..].StartsWith(then));
        if (hasUnit && (at = Unit(bytes, at + 1, out unit)) < 0)
            return -1;
        amount = new(value, unit);
        return Word(bytes, at, then);
    }

    /// <summary>A key that was read before, and the blank behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Key(ReadOnlySpan<byte> bytes, int at, ParseNames names, out string key)
    {
        key = names.PassKey(bytes, ref at)!;
        return key is null ? -1 : at;
    }

    /// <summary>A string.</summary>
    public static int Text(ReadOnlySpan<byte> bytes, int at, int bytesMax, out string text)
    {
        text = "";
        if ((uint)at >= (uint)bytes.Length || bytes[at] != '"')
            return -1;
        var rest = bytes[(at + 1)..];
        var length = rest.IndexOfAnyExcept(InStrings);
        if (length < 0 || length > bytesMax || rest[length] != '"')
            return -1;
        text = Encoding.Latin1.GetString(rest[..length]);
        return at + length + 2;
    }

    /// <summary>Writes a line without the zeros that end its decimals.</summary>
    /// <param name="line">The line, in its usual spelling otherwise.</param>
    /// <param name="output">Not shorter.</param>
    public static ReadOnlySpan<byte> WithoutZeros(ReadOnlySpan<byte> line, Span<byte> output)
    {
        var written = 0;
        while (!line.IsEmpty && line[0] != '"')
        {
            var blank = line.IndexOf((byte)' ');
            var length = blank < 0 ? line.Length : blank;
            var word = line[..length];
            if (ByteClass.IsDigit(word[0]) && word.Contains((byte)'.'))
                word = word.TrimEnd((byte)'0').TrimEnd((byte)'.');
            word.CopyTo(output[written..]);
            written += word.Length;
            if (blank >= 0)
                output[written++] = (byte)' ';
            line = blank < 0 ? default : line[(blank + 1)..];
        }

        line.CopyTo(output[written..]);
        return output[..(written + line.Length)];
    }
}
