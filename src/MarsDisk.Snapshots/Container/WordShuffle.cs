using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace MarsDisk.Snapshots.Container;

/// <summary>Transposes 8-byte words: all first bytes, then all second bytes, and so on; the tail stays as it is.</summary>
internal static class WordShuffle
{
    private const int WordBytes = 8;
    private const int LaneBytes = 16;                  // words that one step takes, one byte of each in a vector

    private static bool HasLanes => Sse2.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>Words to planes of bytes.</summary>
    public static void Apply(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var words = source.Length / WordBytes;
        target = target[..source.Length];
        var done = HasLanes ? ApplyLanes(source, target, words) : 0;
        for (var i = done; i < words; i++)
        {
            for (var k = 0; k < WordBytes; k++)
                target[(k * words) + i] = source[(i * WordBytes) + k];
        }
        source[(words * WordBytes)..].CopyTo(target[(words * WordBytes)..]);
    }

    /// <summary>Planes of bytes to words.</summary>
    public static void Undo(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var words = source.Length / WordBytes;
        target = target[..source.Length];
        var done = HasLanes ? UndoLanes(source, target, words) : 0;
        for (var i = done; i < words; i++)
        {
            for (var k = 0; k < WordBytes; k++)
                target[(i * WordBytes) + k] = source[(k * words) + i];
        }
        source[(words * WordBytes)..].CopyTo(target[(words * WordBytes)..]);
    }

    // Sixteen words are eight vectors of two. Interleaving vectors that lie four apart moves, each time, one more bit of a
    // byte's word number below its place in the word; after four times all sixteen bytes of a plane stand together.
    private static int ApplyLanes(ReadOnlySpan<byte> source, Span<byte> target, int words)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var end = words / LaneBytes * LaneBytes;
        for (var i = 0; i < end; i += LaneBytes)
        {
            ref var first = ref Unsafe.Add(ref from, i * WordBytes);
            var lanes = new Lanes(
                Load(ref first, 0), Load(ref first, 16), Load(ref first, 32), Load(ref first, 48),
                Load(ref first, 64), Load(ref first, 80), Load(ref first, 96), Load(ref first, 112));
            lanes = lanes.Interleaved().Interleaved().Interleaved().Interleaved();
            ref var plane = ref Unsafe.Add(ref to, i);
            lanes.A.StoreUnsafe(ref plane);
            lanes.B.StoreUnsafe(ref Unsafe.Add(ref plane, words));
            lanes.C.StoreUnsafe(ref Unsafe.Add(ref plane, 2 * words));
            lanes.D.StoreUnsafe(ref Unsafe.Add(ref plane, 3 * words));
            lanes.E.StoreUnsafe(ref Unsafe.Add(ref plane, 4 * words));
            lanes.F.StoreUnsafe(ref Unsafe.Add(ref plane, 5 * words));
            lanes.G.StoreUnsafe(ref Unsafe.Add(ref plane, 6 * words));
            lanes.H.StoreUnsafe(ref Unsafe.Add(ref plane, 7 * words));
        }
        return end;
    }

    // The same from planes: three times more and the seven steps are a full circle.
    private static int UndoLanes(ReadOnlySpan<byte> source, Span<byte> target, int words)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var end = words / LaneBytes * LaneBytes;
        for (var i = 0; i < end; i += LaneBytes)
        {
            ref var plane = ref Unsafe.Add(ref from, i);
            var lanes = new Lanes(
                Load(ref plane, 0), Load(ref plane, words), Load(ref plane, 2 * words), Load(ref plane, 3 * words),
                Load(ref plane, 4 * words), Load(ref plane, 5 * words), Load(ref plane, 6 * words), Load(ref plane, 7 * words));
            lanes = lanes.Interleaved().Interleaved().Interleaved();
            ref var first = ref Unsafe.Add(ref to, i * WordBytes);
            lanes.A.StoreUnsafe(ref first);
            lanes.B.StoreUnsafe(ref Unsafe.Add(ref first, 16));
            lanes.C.StoreUnsafe(ref Unsafe.Add(ref first, 32));
            lanes.D.StoreUnsafe(ref Unsafe.Add(ref first, 48));
            lanes.E.StoreUnsafe(ref Unsafe.Add(ref first, 64));
            lanes.F.StoreUnsafe(ref Unsafe.Add(ref first, 80));
            lanes.G.StoreUnsafe(ref Unsafe.Add(ref first, 96));
            lanes.H.StoreUnsafe(ref Unsafe.Add(ref first, 112));
        }
        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Load(ref byte start, int offset) => Vector128.LoadUnsafe(ref Unsafe.Add(ref start, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Low(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> High(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);

    private readonly struct Lanes(
        Vector128<byte> a, Vector128<byte> b, Vector128<byte> c, Vector128<byte> d,
        Vector128<byte> e, Vector128<byte> f, Vector128<byte> g, Vector128<byte> h)
    {
        public readonly Vector128<byte> A = a;
        public readonly Vector128<byte> B = b;
        public readonly Vector128<byte> C = c;
        public readonly Vector128<byte> D = d;
        public readonly Vector128<byte> E = e;
        public readonly Vector128<byte> F = f;
        public readonly Vector128<byte> G = g;
        public readonly Vector128<byte> H = h;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Interleaved() => new(Low(A, E), High(A, E), Low(B, F), High(B, F), Low(C, G), High(C, G), Low(D, H), High(D, H));
    }
}
