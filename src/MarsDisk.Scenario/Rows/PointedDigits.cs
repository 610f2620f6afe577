using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Rows;

/// <summary>
/// Up to fifteen digits with a point anywhere behind the first, all converted at once. So few digits are exact in a double, and
/// so is one division by a power of ten up to 10²² (Clinger 1990): the value is correctly rounded.
/// </summary>
internal static class PointedDigits
{
    /// <summary>Digits at most.</summary>
    public const int Max = 15;

    /// <summary>Bytes that are read from the first digit on.</summary>
    public const int BytesRead = 16;

    /// <summary>What is added to the number of decimals of a negative number.</summary>
    public const int Negative = 16;

    private const int Size = 16;

    private static readonly byte[] Orders = Build();

    private static ReadOnlySpan<double> Divisors =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
        -1e0, -1e1, -1e2, -1e3, -1e4, -1e5, -1e6, -1e7, -1e8, -1e9, -1e10, -1e11, -1e12, -1e13, -1e14, -1e15,
    ];

    /// <summary>Where the first of all orders lies, for a loop that keeps it.</summary>
    public static ref byte FirstOrder => ref MemoryMarshal.GetArrayDataReference(Orders);

    /// <summary>The value.</summary>
    /// <param name="first">The first digit; <see cref="BytesRead"/> bytes can be read from here.</param>
    /// <param name="order">Where the digits stand, of <see cref="Order"/>.</param>
    /// <param name="divisor">What their whole value is divided by, of <see cref="Divisor"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Value(ref byte first, Vector128<byte> order, double divisor)
        => Join(Vector128.LoadUnsafe(ref first) - Vector128.Create((byte)'0'), order) / divisor;

    /// <summary>The order of digits around a point.</summary>
    /// <param name="orders"><see cref="FirstOrder"/>.</param>
    /// <param name="whole">Digits before the point, from 1.</param>
    /// <param name="decimals">Digits behind it; 0 if there is no point.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Order(ref byte orders, nint whole, nint decimals)
        => Vector128.LoadUnsafe(ref Unsafe.Add(ref orders, (whole * Size + decimals) * Size));

    /// <summary>The power of ten of the decimals. The sign comes with it, so that -0 is a negative zero.</summary>
    /// <param name="decimals">Digits behind the point.</param>
    /// <param name="sign">0 or <see cref="Negative"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Divisor(nint decimals, nint sign)
        => Unsafe.Add(ref MemoryMarshal.GetReference(Divisors), sign + decimals);

    // Pairs, fours, eights, all.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Join(Vector128<byte> digits, Vector128<byte> order)
    {
        if (!Ssse3.IsSupported)
        {
            var ordered = Vector128.Shuffle(digits, order).AsUInt64();
            return DigitBlock.Value(ordered[0]) * 1e8 + DigitBlock.Value(ordered[1]);
        }

        var pairs = Ssse3.MultiplyAddAdjacent(Ssse3.Shuffle(digits, order), Vector128.Create((short)0x010A).AsSByte());
        var fours = Sse2.MultiplyAddAdjacent(pairs, Vector128.Create(0x00010064).AsInt16());
        var packed = Sse2.PackSignedSaturate(fours, fours);
        var eights = Sse2.ConvertToVector128Double(Sse2.MultiplyAddAdjacent(packed, Vector128.Create(0x00012710).AsInt16()));
        var scaled = eights * Vector128.Create(1e8, 1);
        return Sse2.AddScalar(scaled, Sse2.UnpackHigh(scaled, scaled)).ToScalar();
    }

    // For each place of the point: where the digits come from when they end at the last byte. Zeros before them.
    private static byte[] Build()
    {
        var orders = new byte[Size * Size * Size];
        Array.Fill(orders, (byte)0x80);
        for (var whole = 1; whole <= Max; whole++)
        {
            for (var decimals = 0; whole + decimals <= Max; decimals++)
            {
                var order = orders.AsSpan((whole * Size + decimals) * Size, Size)[^(whole + decimals)..];
                for (var i = 0; i < order.Length; i++)
                    order[i] = (byte)(i < whole ? i : i + 1);
            }
        }

        return orders;
    }
}
