using System.Globalization;
using System.Runtime.CompilerServices;

namespace MarsDisk.Scenario.Lexing;

/// <summary>Why no number was read.</summary>
internal enum NumberResult : byte
{
    Read,
    None,
    TooLong,
}

/// <summary>
/// Reads decimal numbers with correct rounding. Up to 2⁵³ times a power of ten up to 10²² is exact in one operation (Clinger
/// 1990); everything else goes to the base library.
/// </summary>
internal static class NumberReader
{
    private const ulong ExactMax = 1UL << 53;
    private const int ExactPower = 22;
    private const int DigitsMax = 19;

    private static ReadOnlySpan<double> Powers =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    private static ReadOnlySpan<ulong> WholePowers => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

    /// <summary>Reads the number at an index and passes it. The value may be infinite: whoever needs a finite one looks.</summary>
    public static NumberResult Read(ReadOnlySpan<byte> text, ref int at, int bytesMax, out double value)
    {
        var end = Short(text, at, out value);
        if (end < 0 || end - at > bytesMax)
            return ReadLong(text, ref at, bytesMax, out value);
        at = end;
        return NumberResult.Read;
    }

    /// <summary>
    /// Reads a number of up to seven digits before and after the point and without exponent: no loop and no branch that depends
    /// on how many digits there are. The end of the number, or -1 for <see cref="Read"/>. Takes no reference, so that a loop
    /// over numbers keeps its index in a register.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Short(ReadOnlySpan<byte> text, int at, out double value)
    {
        value = 0;
        var i = at;
        if ((uint)i >= (uint)text.Length)
            return -1;
        var isNegative = text[i] == '-';
        if (isNegative)
            i++;
        var whole = DigitBlock.At(text, i, out var digits);
        if (digits is 0 or DigitBlock.Size)
            return -1;
        i += digits;
        if ((uint)i >= (uint)text.Length || text[i] != '.')
        {
            value = (long)whole;
        }
        else
        {
            var part = DigitBlock.At(text, i + 1, out var decimals);
            if (decimals is 0 or DigitBlock.Size)
                return -1;
            i += 1 + decimals;
            var mantissa = whole * WholePowers[decimals] + part;
            if (mantissa > ExactMax)
                return -1;
            value = (double)(long)mantissa / Powers[decimals];
        }

        if ((uint)i < (uint)text.Length && (text[i] | 0x20) == 'e')
            return -1;
        if (isNegative)
            value = -value;
        return i;
    }

    /// <summary>A number of up to seven digits before and behind its point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Decimal(ulong whole, ulong part, int decimals, out ulong scale)
    {
        scale = WholePowers[decimals];
        return (double)(long)(whole * scale + part) / Powers[decimals];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static NumberResult ReadLong(ReadOnlySpan<byte> text, ref int at, int bytesMax, out double value)
    {
        var i = at;
        var isNegative = false;
        if ((uint)i < (uint)text.Length && text[i] is (byte)'-' or (byte)'+')
        {
            isNegative = text[i] == '-';
            i++;
        }

        ulong mantissa = 0;
        var start = i;
        uint digit;
        while ((uint)i < (uint)text.Length && (digit = (uint)(text[i] - '0')) <= 9)
        {
            mantissa = mantissa * 10 + digit;
            i++;
        }

        var digits = i - start;
        var power = 0;
        if ((uint)i < (uint)text.Length && text[i] == '.')
        {
            i++;
            var fraction = i;
            while ((uint)i < (uint)text.Length && (digit = (uint)(text[i] - '0')) <= 9)
            {
                mantissa = mantissa * 10 + digit;
                i++;
            }

            power = fraction - i;
            digits -= power;
        }

        value = 0;
        if (digits == 0)
            return NumberResult.None;
        if ((uint)i < (uint)text.Length && (text[i] | 0x20) == 'e')
            i = Exponent(text, i, ref power);
        if (i - at > bytesMax)
            return NumberResult.TooLong;
        value = digits <= DigitsMax && mantissa <= ExactMax && power is >= -ExactPower and <= ExactPower
            ? Exact(mantissa, power, isNegative)
            : Slow(text[at..i]);
        at = i;
        return NumberResult.Read;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Exact(ulong mantissa, int power, bool isNegative)
    {
        var value = (double)(long)mantissa;
        if (power < 0)
            value /= Powers[-power];
        else if (power > 0)
            value *= Powers[power];
        return isNegative ? -value : value;
    }

    // An exponent without digits is not part of the number: "1e" is 1 and an unknown unit.
    private static int Exponent(ReadOnlySpan<byte> text, int at, ref int power)
    {
        var i = at + 1;
        var isNegative = false;
        if (i < text.Length && text[i] is (byte)'-' or (byte)'+')
        {
            isNegative = text[i] == '-';
            i++;
        }

        var start = i;
        var exponent = 0;
        while (i < text.Length && ByteClass.IsDigit(text[i]))
        {
            exponent = Math.Min(exponent * 10 + (text[i] - '0'), 100_000);
            i++;
        }

        if (i == start)
            return at;
        power += isNegative ? -exponent : exponent;
        return i;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Slow(ReadOnlySpan<byte> text)
        => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
