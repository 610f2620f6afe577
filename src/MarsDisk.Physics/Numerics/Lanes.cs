using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MarsDisk.Physics.Numerics;

/// <summary>
/// Eight values at a time. Hardware without such wide registers takes them in pieces with the same results, because no
/// operation but the fixed tree of <see cref="Sum"/> crosses lanes (law 4).
/// </summary>
internal static class Lanes
{
    public const int Count = 8;

    /// <summary>A length rounded up to whole groups of eight.</summary>
    public static int Padded(int length) => (length + Count - 1) / Count * Count;

    /// <summary>Sum of the lanes: halves, then quarters, then eighths, whatever the hardware.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two.GetElement(0) + two.GetElement(1);
    }
}
