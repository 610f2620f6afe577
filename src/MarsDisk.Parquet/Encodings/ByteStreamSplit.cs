using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace MarsDisk.Parquet.Encodings;

/// <summary>
/// Eight-byte values taken apart into eight planes: all first bytes, all second bytes, and so on. Exponents then lie
/// beside exponents, which is what a codec needs.
/// </summary>
internal static class ByteStreamSplit
{
    private const int Planes = sizeof(long);
    private const int Block = 16;    // values per round: eight vectors of sixteen bytes

    private static bool HasVectors => Sse2.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>Splits values into planes. All paths give the same bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Split(ReadOnlySpan<long> values, Span<byte> planes)
    {
        var count = values.Length;
        var done = 0;
        if (HasVectors)
        {
            ref var source = ref Unsafe.As<long, byte>(ref MemoryMarshal.GetReference(values));
            ref var target = ref MemoryMarshal.GetReference(planes);
            for (; Avx2.IsSupported && done <= count - 2 * Block; done += 2 * Block)
                SplitTwoBlocks(ref Unsafe.Add(ref source, done * Planes), ref Unsafe.Add(ref target, done), count);
            for (; done <= count - Block; done += Block)
                SplitBlock(ref Unsafe.Add(ref source, done * Planes), ref Unsafe.Add(ref target, done), count);
        }
        SplitScalar(values, planes, done);
    }

    /// <summary>Splits the values from <paramref name="first"/> on, one by one.</summary>
    public static void SplitScalar(ReadOnlySpan<long> values, Span<byte> planes, int first)
    {
        for (var i = first; i < values.Length; i++)
        {
            var value = (ulong)values[i];
            for (var plane = 0; plane < Planes; plane++, value >>= 8)
                planes[plane * values.Length + i] = (byte)value;
        }
    }

    /// <summary>Joins planes to values.</summary>
    public static void Join(ReadOnlySpan<byte> planes, Span<long> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = 0UL;
            for (var plane = Planes - 1; plane >= 0; plane--)
                value = (value << 8) | planes[plane * values.Length + i];
            values[i] = (long)value;
        }
    }

    // The place of a byte among 128 has seven bits: four say which value, three which plane. Interleaving the two halves
    // turns these bits left by one; after four turns the planes stand in front.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SplitBlock(ref byte source, ref byte target, int stride)
    {
        var v0 = Vector128.LoadUnsafe(ref source, 0);
        var v1 = Vector128.LoadUnsafe(ref source, 16);
        var v2 = Vector128.LoadUnsafe(ref source, 32);
        var v3 = Vector128.LoadUnsafe(ref source, 48);
        var v4 = Vector128.LoadUnsafe(ref source, 64);
        var v5 = Vector128.LoadUnsafe(ref source, 80);
        var v6 = Vector128.LoadUnsafe(ref source, 96);
        var v7 = Vector128.LoadUnsafe(ref source, 112);
        Interleave(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
        Interleave(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
        Interleave(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
        Interleave(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
        v0.StoreUnsafe(ref target);
        v1.StoreUnsafe(ref Unsafe.Add(ref target, stride));
        v2.StoreUnsafe(ref Unsafe.Add(ref target, 2 * stride));
        v3.StoreUnsafe(ref Unsafe.Add(ref target, 3 * stride));
        v4.StoreUnsafe(ref Unsafe.Add(ref target, 4 * stride));
        v5.StoreUnsafe(ref Unsafe.Add(ref target, 5 * stride));
        v6.StoreUnsafe(ref Unsafe.Add(ref target, 6 * stride));
        v7.StoreUnsafe(ref Unsafe.Add(ref target, 7 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interleave(
        ref Vector128<byte> v0, ref Vector128<byte> v1, ref Vector128<byte> v2, ref Vector128<byte> v3,
        ref Vector128<byte> v4, ref Vector128<byte> v5, ref Vector128<byte> v6, ref Vector128<byte> v7)
    {
        var (a0, a1) = (Low(v0, v4), High(v0, v4));
        var (a2, a3) = (Low(v1, v5), High(v1, v5));
        var (a4, a5) = (Low(v2, v6), High(v2, v6));
        var (a6, a7) = (Low(v3, v7), High(v3, v7));
        (v0, v1, v2, v3, v4, v5, v6, v7) = (a0, a1, a2, a3, a4, a5, a6, a7);
    }

    // Two blocks side by side: the first in the lower halves of the vectors, the second in the upper ones.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SplitTwoBlocks(ref byte source, ref byte target, int stride)
    {
        var v0 = Pair(ref source, 0);
        var v1 = Pair(ref source, 16);
        var v2 = Pair(ref source, 32);
        var v3 = Pair(ref source, 48);
        var v4 = Pair(ref source, 64);
        var v5 = Pair(ref source, 80);
        var v6 = Pair(ref source, 96);
        var v7 = Pair(ref source, 112);
        Interleave(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
        Interleave(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
        Interleave(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
        Interleave(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
        v0.StoreUnsafe(ref target);
        v1.StoreUnsafe(ref Unsafe.Add(ref target, stride));
        v2.StoreUnsafe(ref Unsafe.Add(ref target, 2 * stride));
        v3.StoreUnsafe(ref Unsafe.Add(ref target, 3 * stride));
        v4.StoreUnsafe(ref Unsafe.Add(ref target, 4 * stride));
        v5.StoreUnsafe(ref Unsafe.Add(ref target, 5 * stride));
        v6.StoreUnsafe(ref Unsafe.Add(ref target, 6 * stride));
        v7.StoreUnsafe(ref Unsafe.Add(ref target, 7 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Pair(ref byte source, nuint offset) => Vector256.Create(
        Vector128.LoadUnsafe(ref source, offset), Vector128.LoadUnsafe(ref source, offset + Block * Planes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interleave(
        ref Vector256<byte> v0, ref Vector256<byte> v1, ref Vector256<byte> v2, ref Vector256<byte> v3,
        ref Vector256<byte> v4, ref Vector256<byte> v5, ref Vector256<byte> v6, ref Vector256<byte> v7)
    {
        var (a0, a1) = (Avx2.UnpackLow(v0, v4), Avx2.UnpackHigh(v0, v4));
        var (a2, a3) = (Avx2.UnpackLow(v1, v5), Avx2.UnpackHigh(v1, v5));
        var (a4, a5) = (Avx2.UnpackLow(v2, v6), Avx2.UnpackHigh(v2, v6));
        var (a6, a7) = (Avx2.UnpackLow(v3, v7), Avx2.UnpackHigh(v3, v7));
        (v0, v1, v2, v3, v4, v5, v6, v7) = (a0, a1, a2, a3, a4, a5, a6, a7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Low(Vector128<byte> first, Vector128<byte> second) =>
        Sse2.IsSupported ? Sse2.UnpackLow(first, second) : AdvSimd.Arm64.ZipLow(first, second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> High(Vector128<byte> first, Vector128<byte> second) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(first, second) : AdvSimd.Arm64.ZipHigh(first, second);
}
