namespace MarsDisk.Physics.Numerics;

/// <summary>
/// The elementary functions of everything that reaches a state or a table: same bits on every machine, at most one unit in
/// the last place off. Built from + − × ÷, square root and bit operations, because the functions of the C library change
/// their bits with processor, library and system.
/// </summary>
public static class PortableMath
{
    private const double ExponentMax = 709.782712893384;                // ln of the largest double
    private const double ExponentMin = -745.1332191019412;              // ln of half the smallest double

    /// <summary>e^x.</summary>
    public static double Exp(double x) => Exp(new DoubleDouble(x, 0));

    /// <summary>e^x − 1 without loss of digits near zero.</summary>
    public static double Expm1(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x > 700)
            return Exp(x);
        if (x < -40)
            return -1;
        if (Math.Abs(x) < 0.005)
            return Math.Abs(x) < 1e-100 ? x : ExponentialCore.ReducedExpm1(new DoubleDouble(x, 0)).Rounded;

        // What cancels near zero is computed with bits to spare.
        var (mantissa, exponent) = Math.Abs(x) < 0.03
            ? ExponentialCore.Evaluate(new DoubleDouble(x, 0))
            : ExponentialCore.Approximate(new DoubleDouble(x, 0));
        var scale = ExponentialCore.Scale(new DoubleDouble(1, 0), exponent);
        return (new DoubleDouble(mantissa.High * scale, mantissa.Low * scale) + -1.0).Rounded;
    }

    /// <summary>Natural logarithm; NaN below zero, −∞ at zero.</summary>
    public static double Log(double x) => IsOrdinary(x) ? LogarithmCore.Evaluate(x).Rounded : LogOfSpecial(x);

    /// <summary>Decimal logarithm; exact for powers of ten.</summary>
    public static double Log10(double x) =>
        IsOrdinary(x) ? (LogarithmCore.Evaluate(x) * DoubleDouble.Log10OfE).Rounded : LogOfSpecial(x);

    /// <summary>10^x; exact for whole x from 0 to 22.</summary>
    public static double Pow10(double x) => Math.Abs(x) < 400 ? Exp(DoubleDouble.Ln10 * x) : Exp(x);

    /// <summary>x^y for x ≥ 0; NaN for negative x.</summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
            return 1;
        if (double.IsNaN(y) || double.IsNaN(x) || x < 0)
            return double.NaN;
        if (x == 0 || double.IsInfinity(x))
            return (x == 0) == (y > 0) ? 0 : double.PositiveInfinity;

        var logarithm = LogarithmCore.Evaluate(x);
        var estimate = logarithm.High * y;
        if (!(Math.Abs(estimate) < 800))
            return estimate > 0 ? double.PositiveInfinity : 0;
        return Math.Abs(estimate) < 1e-100 ? 1 : Exp(logarithm * y);
    }

    /// <summary>Cube root, also of negative numbers.</summary>
    public static double Cbrt(double x)
    {
        if (x == 0 || !double.IsFinite(x))
            return x;
        var size = Math.Abs(x);
        var root = size < 1e-200
            ? CubeRoot(size * TwoTo300) / TwoTo100
            : size > 1e200 ? CubeRoot(size / TwoTo300) * TwoTo100 : CubeRoot(size);
        return x < 0 ? -root : root;
    }

    /// <summary>Sine of x in radians for |x| ≤ 2^20; NaN for anything else.</summary>
    public static double Sin(double x) => SineCore.Evaluate(x);

    private const double TwoTo100 = 1267650600228229401496703205376.0;
    private const double TwoTo300 = TwoTo100 * TwoTo100 * TwoTo100;

    private static double Exp(DoubleDouble x)
    {
        if (double.IsNaN(x.High))
            return double.NaN;
        if (x.High > ExponentMax + 1)
            return double.PositiveInfinity;
        if (x.High < ExponentMin - 1)
            return 0;

        var (mantissa, exponent) = ExponentialCore.Approximate(x);
        return ExponentialCore.Scale(mantissa, exponent);
    }

    private static bool IsOrdinary(double x) => x > 0 && !double.IsInfinity(x);

    private static double LogOfSpecial(double x) =>
        x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;

    // A third of the exponent is a start within 6 %; Newton steps square the error, the last one sees the exact residual.
    private static double CubeRoot(double x)
    {
        var root = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) / 3 + 0x2A9F7893782DA1CE);
        for (var pass = 0; pass < 5; pass++)
            root -= (root * root * root - x) / (3 * root * root);

        var cube = DoubleDouble.Product(root, root) * root;
        return root - ((cube.High - x) + cube.Low) / (3 * root * root);
    }
}
