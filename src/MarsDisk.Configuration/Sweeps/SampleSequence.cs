namespace MarsDisk.Configuration.Sweeps;

/// <summary>Points in the unit cube, the same on every machine for one seed.</summary>
internal static class SampleSequence
{
    private const double TwoToMinus32 = 1.0 / 4_294_967_296.0;
    private const double TwoToMinus53 = 1.0 / 9_007_199_254_740_992.0;
    private const int Bits = 32;

    // Primitive polynomials and initial direction numbers of dimensions 2 to 13: S. Joe and F. Y. Kuo, SIAM J. Sci.
    // Comput. 30 (2008) 2635, set new-joe-kuo-6. Degree, coefficients, then m_1, m_2, …
    private static readonly int[][] Directions =
    [
        [1, 0, 1], [2, 1, 1, 3], [3, 1, 1, 3, 1], [3, 2, 1, 1, 1], [4, 1, 1, 1, 3, 3], [4, 4, 1, 3, 5, 13],
        [5, 2, 1, 1, 5, 5, 17], [5, 4, 1, 1, 5, 5, 5], [5, 7, 1, 1, 7, 11, 19], [5, 11, 1, 1, 5, 1, 1],
        [5, 13, 1, 1, 1, 3, 11], [5, 14, 1, 3, 5, 5, 31],
    ];

    /// <summary>Dimensions that the Sobol sequence is known for.</summary>
    public static int SobolDimensionsMax => Directions.Length + 1;

    /// <summary>Independent uniform numbers.</summary>
    public static double[][] Uniform(int dimensions, int count, long seed)
    {
        var state = (ulong)seed;
        var points = new double[count][];
        for (var i = 0; i < count; i++)
        {
            points[i] = new double[dimensions];
            for (var d = 0; d < dimensions; d++)
                points[i][d] = (Next(ref state) >> 11) * TwoToMinus53;
        }

        return points;
    }

    /// <summary>A Sobol sequence, shifted by the seed (a digital shift keeps its evenness).</summary>
    public static double[][] Sobol(int dimensions, int count, long seed)
    {
        var state = (ulong)seed;
        var points = new double[count][];
        for (var i = 0; i < count; i++)
            points[i] = new double[dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            var directions = DirectionsOf(d);
            var shift = (uint)(Next(ref state) >> 32);
            var x = 0U;
            for (var i = 0; i < count; i++)
            {
                points[i][d] = ((x ^ shift) + 0.5) * TwoToMinus32;
                x ^= directions[System.Numerics.BitOperations.TrailingZeroCount(i + 1)];
            }
        }

        return points;
    }

    private static uint[] DirectionsOf(int dimension)
    {
        var v = new uint[Bits];
        if (dimension == 0)
        {
            for (var i = 0; i < Bits; i++)
                v[i] = 1U << (Bits - 1 - i);
            return v;
        }

        var row = Directions[dimension - 1];
        var (degree, coefficients) = (row[0], row[1]);
        for (var i = 0; i < Bits; i++)
        {
            if (i < degree)
            {
                v[i] = (uint)row[2 + i] << (Bits - 1 - i);
                continue;
            }

            v[i] = v[i - degree] ^ (v[i - degree] >> degree);
            for (var k = 1; k < degree; k++)
                v[i] ^= ((uint)(coefficients >> (degree - 1 - k)) & 1U) * v[i - k];
        }

        return v;
    }

    // SplitMix64 (Steele, Lea and Flood 2014).
    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
