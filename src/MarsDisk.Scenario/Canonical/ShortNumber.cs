namespace MarsDisk.Scenario.Canonical;

/// <summary>
/// Writes numbers of few digits, which are most of those that people write, without the general search for the shortest
/// form. A decimal of at most 15 digits that reads back as the number is the only one so short, so it is the same.
/// </summary>
internal static class ShortNumber
{
    /// <summary>Room that any number needs.</summary>
    public const int BytesMax = 32;

    private const double PlainMin = 1e-4;
    private const double PlainMax = 1e15;
    private const int PowerMax = 22;
    private const int DigitsTried = 7;

    /// <summary>How far a product with a power of ten may lie from the digits it stands for, relatively.</summary>
    private const double Slack = 1e-15;

    private static ReadOnlySpan<double> Powers =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>Writes the shortest form if it has few digits.</summary>
    /// <param name="value">The number.</param>
    /// <param name="text">At least <see cref="BytesMax"/> bytes.</param>
    /// <param name="written">Bytes written.</param>
    public static bool TryWrite(double value, Span<byte> text, out int written)
    {
        written = 0;
        var size = Math.Abs(value);
        var first = size is >= PlainMin and < PlainMax ? 0 : FirstPower(size);
        if (first < 0)
            return false;
        for (var power = first; power < first + DigitsTried && power <= PowerMax; power++)
        {
            var scaled = size * Powers[power];
            var digits = Math.Round(scaled);
            if (digits >= PlainMax)
                return false;
            if (Math.Abs(scaled - digits) > scaled * Slack || digits / Powers[power] - size is not 0)
                continue;
            if (value < 0)
                text[written++] = (byte)'-';
            written += first == 0 ? Plain((long)digits, power, text[written..]) : WithExponent((long)digits, power, text[written..]);
            return true;
        }

        return false;
    }

    // One power before the one that brings the first digit before the point, because the product is rounded; -1 for what is
    // not small.
    private static int FirstPower(double size)
    {
        if (size is not (> 0 and < PlainMin))
            return -1;
        for (var power = 4; power <= PowerMax; power++)
        {
            if (size * Powers[power] >= 1)
                return power - 1;
        }

        return -1;
    }

    private static int Plain(long digits, int decimals, Span<byte> text)
    {
        Span<byte> reversed = stackalloc byte[BytesMax];
        var count = 0;
        for (; count < decimals; count++)
            reversed[count] = Digit(ref digits);
        if (decimals > 0)
            reversed[count++] = (byte)'.';
        do
        {
            reversed[count++] = Digit(ref digits);
        }
        while (digits > 0);

        return Copy(reversed[..count], text);
    }

    private static int WithExponent(long digits, int power, Span<byte> text)
    {
        Span<byte> reversed = stackalloc byte[BytesMax];
        var count = 0;
        while (digits >= 10)
            reversed[count++] = Digit(ref digits);
        var exponent = power - count;
        if (count > 0)
            reversed[count++] = (byte)'.';
        reversed[count++] = Digit(ref digits);
        var written = Copy(reversed[..count], text);
        text[written++] = (byte)'e';
        text[written++] = (byte)'-';
        if (exponent >= 10)
            text[written++] = (byte)('0' + exponent / 10);
        text[written++] = (byte)('0' + exponent % 10);
        return written;
    }

    private static byte Digit(ref long digits)
    {
        (digits, var digit) = Math.DivRem(digits, 10);
        return (byte)('0' + digit);
    }

    private static int Copy(ReadOnlySpan<byte> reversed, Span<byte> text)
    {
        for (var i = 0; i < reversed.Length; i++)
            text[i] = reversed[reversed.Length - 1 - i];
        return reversed.Length;
    }
}
