namespace MarsDisk.Physics.Numerics;

/// <summary>sin x: the argument is reduced by multiples of π/2 held to 160 bits, then a series on [−π/4, π/4].</summary>
internal static class SineCore
{
    private const double ArgumentMax = 1048576.0;                       // 2^20: k π/2 then keeps its 160 bits
    private const double TwoOverPi = 0.6366197723675814;

    // π/2 in three parts.
    private const double HalfPi1 = 1.5707963267948966;
    private const double HalfPi2 = 6.123233995736766e-17;
    private const double HalfPi3 = -1.4973849048591698e-33;

    /// <summary>sin x for |x| ≤ 2^20; NaN for anything else.</summary>
    public static double Evaluate(double x)
    {
        if (!(Math.Abs(x) <= ArgumentMax))
            return double.NaN;
        if (Math.Abs(x) < 1e-9)
            return x;

        var scaled = x * TwoOverPi;
        var k = (int)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
        var r = new DoubleDouble(x, 0) - DoubleDouble.Product(HalfPi1, k) - DoubleDouble.Product(HalfPi2, k) + -HalfPi3 * k;
        return (k & 3) switch
        {
            0 => Sine(r),
            1 => Cosine(r),
            2 => -Sine(r),
            _ => -Cosine(r),
        };
    }

    private static double Sine(DoubleDouble r)
    {
        var x = r.High;
        var square = x * x;
        var sum = 0.0;
        for (var n = 17; n >= 3; n -= 2)
            sum = (1 - sum) * square / (n * (n - 1));
        return x + (r.Low * (1 - 0.5 * square) - x * sum);
    }

    private static double Cosine(DoubleDouble r)
    {
        var square = r * r;
        var x = square.High;
        var sum = 0.0;
        for (var n = 18; n >= 4; n -= 2)
            sum = (1 - sum) * x / (n * (n - 1));
        return (new DoubleDouble(1, 0) + square * -0.5 + 0.5 * x * sum).Rounded;
    }
}
