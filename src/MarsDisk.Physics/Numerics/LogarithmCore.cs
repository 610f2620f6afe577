namespace MarsDisk.Physics.Numerics;

/// <summary>
/// ln x as a double-double: x = 2^k z with z in [11/16, 11/8), z = c (1 + r) with c = j/128,
/// ln x = k ln 2 + ln c + ln(1 + r). Relative error below 2^-66, also near x = 1 where c is exactly 1.
/// </summary>
internal static class LogarithmCore
{
    private const int Parts = 128;
    private const int FirstPart = 88;                                   // 11/16
    private const int LastPart = 176;                                   // 11/8
    private const long LowestMantissa = 0x3FE6000000000000;             // bits of 11/16
    private const double TwoTo54 = 18014398509481984.0;

    private static readonly DoubleDouble[] LogarithmsOfCentres = TabulateLogarithms();

    /// <summary>ln x for finite x &gt; 0.</summary>
    public static DoubleDouble Evaluate(double x)
    {
        var k = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= TwoTo54;
            k = -54;
        }

        var offset = BitConverter.DoubleToInt64Bits(x) - LowestMantissa;
        var exponent = (int)(offset >> 52);
        var z = BitConverter.Int64BitsToDouble((offset & 0x000FFFFFFFFFFFFF) + LowestMantissa);
        k += exponent;

        var j = (int)(z * Parts + 0.5);
        var centre = (double)j / Parts;
        var r = new DoubleDouble(z - centre, 0) / centre;               // z − c is exact
        return DoubleDouble.Ln2 * k + LogarithmsOfCentres[j - FirstPart] + ReducedLog1p(r);
    }

    private static DoubleDouble ReducedLog1p(DoubleDouble r)
    {
        var x = r.High;
        var tail = x * x * x * (1.0 / 3 - x * (1.0 / 4 - x * (1.0 / 5 - x * (1.0 / 6 - x * (1.0 / 7 - x * (1.0 / 8 - x * (1.0 / 9)))))));
        var halfSquare = r * r * -0.5;

        return r + (halfSquare + tail);
    }

    private static DoubleDouble[] TabulateLogarithms()
    {
        var logarithms = new DoubleDouble[LastPart - FirstPart + 1];
        for (var j = FirstPart; j <= LastPart; j++)
            logarithms[j - FirstPart] = AreaTangentSeries(j);
        return logarithms;
    }

    // ln c = 2 artanh((c − 1)/(c + 1)); the quotient is at most 0.19, so 26 odd terms reach 2^-120.
    private static DoubleDouble AreaTangentSeries(int j)
    {
        var t = new DoubleDouble(j - Parts, 0) / (j + Parts);
        var square = t * t;
        var sum = new DoubleDouble(0, 0);
        for (var n = 51; n >= 1; n -= 2)
            sum = sum * square + new DoubleDouble(1, 0) / n;
        return t * sum * 2.0;
    }
}
