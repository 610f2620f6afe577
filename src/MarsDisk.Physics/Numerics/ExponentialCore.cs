namespace MarsDisk.Physics.Numerics;

/// <summary>
/// e^x of a double-double argument as mantissa · 2^exponent: x = k ln2/64 + r, e^x = 2^(k/64) (1 + (e^r − 1)), at two
/// costs: to 2^-58 with a polynomial in plain doubles, which rounds right in all but a few per cent of the cases, and to
/// 2^-66 for a caller that takes a difference of the result.
/// </summary>
internal static class ExponentialCore
{
    private const int Parts = 64;
    private const double PartsPerLn2 = 92.33248261689366;                            // 64 / ln 2

    private static readonly DoubleDouble Ln2Part = DoubleDouble.Ln2 * (1.0 / Parts);  // exact: a power of two
    private static readonly double Ln2PartShort = Shortened(Ln2Part.High);            // a product with k is exact
    private static readonly double Ln2PartRest = (Ln2Part + -Ln2PartShort).Rounded;
    private static readonly DoubleDouble[] PowersOfTwo = TabulatePowersOfTwo();       // 2^(j/64)

    /// <summary>Mantissa, not normalised, and exponent of e^x for |x| ≤ 800; error of the mantissa below 2^-58.</summary>
    public static (DoubleDouble Mantissa, int Exponent) Approximate(DoubleDouble x)
    {
        var k = NearestInteger(x.High * PartsPerLn2);
        var power = PowersOfTwo[k & (Parts - 1)];
        var r = x.High - k * Ln2PartShort - (k * Ln2PartRest - x.Low);
        var expm1 = r + r * r * (1.0 / 2 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720)))));

        return (new DoubleDouble(power.High, power.Low + power.High * expm1), k >> 6);
    }

    /// <summary>Mantissa and exponent of e^x for |x| ≤ 800; error of the mantissa below 2^-66.</summary>
    public static (DoubleDouble Mantissa, int Exponent) Evaluate(DoubleDouble x)
    {
        var k = NearestInteger(x.High * PartsPerLn2);
        var power = PowersOfTwo[k & (Parts - 1)];

        return (power + power * ReducedExpm1(x - Ln2Part * k), k >> 6);
    }

    /// <summary>e^r − 1 for |r| ≤ ln2/64, with a relative error below 2^-66.</summary>
    public static DoubleDouble ReducedExpm1(DoubleDouble r)
    {
        var x = r.High;
        var tail = x * x * x * (1.0 / 6 + x * (1.0 / 24 + x * (1.0 / 120 + x * (1.0 / 720 + x * (1.0 / 5040)))));
        var halfSquare = r * r * 0.5;

        return r + (halfSquare + tail);
    }

    /// <summary>value · 2^exponent, rounded once, also into the subnormal numbers.</summary>
    public static double Scale(DoubleDouble value, int exponent)
    {
        if (exponent > 1023)
            return value.Rounded * PowerOfTwo(1023) * PowerOfTwo(Math.Min(exponent - 1023, 1023));
        if (exponent >= -1021)
            return value.Rounded * PowerOfTwo(exponent);
        return value.Rounded * PowerOfTwo(Math.Max(exponent + 128, -1022)) * PowerOfTwo(-128);
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((exponent + 1023L) << 52);

    private static int NearestInteger(double value) => (int)(value < 0 ? value - 0.5 : value + 0.5);

    // The upper 36 bits of the mantissa: 17 are left for k.
    private static double Shortened(double value) =>
        BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(value) & ~0x1FFFFL);

    private static DoubleDouble[] TabulatePowersOfTwo()
    {
        var powers = new DoubleDouble[Parts];
        for (var j = 0; j < Parts; j++)
            powers[j] = TaylorSeries(Ln2Part * j);
        return powers;
    }

    private static DoubleDouble TaylorSeries(DoubleDouble x)
    {
        var sum = new DoubleDouble(1, 0);
        for (var n = 28; n >= 1; n--)
            sum = new DoubleDouble(1, 0) + x * sum / n;
        return sum;
    }
}
