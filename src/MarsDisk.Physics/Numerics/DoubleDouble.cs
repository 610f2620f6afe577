namespace MarsDisk.Physics.Numerics;

/// <summary>
/// An unevaluated sum of two doubles, about 106 significant bits, made of additions and multiplications only (Dekker 1971,
/// Knuth). A fused multiply-add would be shorter and is forbidden: not every machine has one.
/// </summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    private const double Splitter = 134217729.0;                  // 2^27 + 1

    /// <summary>ln 2 to 106 bits.</summary>
    public static readonly DoubleDouble Ln2 = new(0.6931471805599453, 2.3190468138462996e-17);

    /// <summary>ln 10 to 106 bits.</summary>
    public static readonly DoubleDouble Ln10 = new(2.302585092994046, -2.1707562233822494e-16);

    /// <summary>1 / ln 10 to 106 bits.</summary>
    public static readonly DoubleDouble Log10OfE = new(0.4342944819032518, 1.098319650216765e-17);

    /// <summary>The sum of both parts as one double.</summary>
    public double Rounded => High + Low;

    /// <summary>The exact sum of two doubles.</summary>
    public static DoubleDouble Sum(double a, double b)
    {
        var sum = a + b;
        var partOfB = sum - a;
        return new DoubleDouble(sum, (a - (sum - partOfB)) + (b - partOfB));
    }

    /// <summary>The exact sum of two doubles when |a| ≥ |b| or a = 0.</summary>
    public static DoubleDouble OrderedSum(double a, double b)
    {
        var sum = a + b;
        return new DoubleDouble(sum, b - (sum - a));
    }

    /// <summary>The exact product of two doubles; both below 2^996 and the product not near the smallest numbers.</summary>
    public static DoubleDouble Product(double a, double b)
    {
        var (aHigh, aLow) = Split(a);
        var (bHigh, bLow) = Split(b);
        var product = a * b;
        return new DoubleDouble(product, ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow);
    }

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        var high = Sum(a.High, b.High);
        var low = Sum(a.Low, b.Low);
        var partial = OrderedSum(high.High, high.Low + low.High);
        return OrderedSum(partial.High, partial.Low + low.Low);
    }

    public static DoubleDouble operator +(DoubleDouble a, double b)
    {
        var high = Sum(a.High, b);
        return OrderedSum(high.High, high.Low + a.Low);
    }

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        var product = Product(a.High, b.High);
        return OrderedSum(product.High, product.Low + (a.High * b.Low + a.Low * b.High));
    }

    public static DoubleDouble operator *(DoubleDouble a, double b)
    {
        var product = Product(a.High, b);
        return OrderedSum(product.High, product.Low + a.Low * b);
    }

    public static DoubleDouble operator /(DoubleDouble a, double b)
    {
        var quotient = a.High / b;
        var back = Product(quotient, b);
        return OrderedSum(quotient, ((a.High - back.High) - back.Low + a.Low) / b);
    }

    private static (double High, double Low) Split(double value)
    {
        var scaled = Splitter * value;
        var high = scaled - (scaled - value);
        return (high, value - high);
    }
}
