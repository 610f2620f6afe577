namespace MarsDisk.Parquet.Tests;

/// <summary>Data of every class of column, from a fixed seed.</summary>
internal static class Samples
{
    public static double[] Live(int rows, bool hasNulls, int seed = 1)
    {
        var random = new Random(seed);
        var values = new double[rows];
        for (var i = 0; i < rows; i++)
            values[i] = hasNulls && random.Next(4) == 0 ? Missing.Double : Math.ScaleB(1 + random.NextDouble(), random.Next(-40, 40));
        return values;
    }

    public static double[] Steady(int rows, bool hasNulls)
    {
        var values = new double[rows];
        for (var i = 0; i < rows; i++)
            values[i] = hasNulls && i / 5000 % 2 == 1 ? Missing.Double : i / 3000;
        return values;
    }

    public static long[] Integers(int rows, bool hasNulls)
    {
        var random = new Random(2);
        var values = new long[rows];
        for (var i = 0; i < rows; i++)
            values[i] = hasNulls && random.Next(3) == 0 ? Missing.Integer : random.NextInt64(-1000, 1000);
        return values;
    }

    public static byte[] Truths(int rows, bool hasNulls) => Bytes(rows, 2, hasNulls, seed: 3);

    public static byte[] Indexes(int rows, int words, bool hasNulls) => Bytes(rows, words, hasNulls, seed: 4);

    private static byte[] Bytes(int rows, int values, bool hasNulls, int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[rows];
        for (var i = 0; i < rows; i++)
            bytes[i] = hasNulls && random.Next(3) == 0 ? (byte)255 : (byte)random.Next(values);
        return bytes;
    }
}
