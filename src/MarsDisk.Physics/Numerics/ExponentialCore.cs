namespace MarsDisk.Physics.Numerics;

/// <summary>
/// e^x of a double-double argument as mantissa · 2^exponent: x = k ln2/64 + r, e^x = 2^(k/64) (1 + (e^r − 1)).
/// The error of the mantissa is below 2^-66, so that every caller rounds practically once.
/// </summary>
internal static class ExponentialCore
{
    private const int Parts = 64;
    private const double PartsPerLn2 = 92.33248261689366;                            // 64 / ln 2

    private static readonly DoubleDouble Ln2Part = DoubleDouble.Ln2 * (1.0 / Parts);  // exact: a power of two
    private static readonly DoubleDouble[] PowersOfTwo = TabulatePowersOfTwo();       // 2^(j/64)

    /// <summary>Mantissa and exponent of e^x for |x| ≤ 800.</summary>
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
