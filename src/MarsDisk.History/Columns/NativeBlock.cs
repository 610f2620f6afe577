using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MarsDisk.History.Columns;

/// <summary>Zeroed native memory that begins at a cache line. Zeroing touches every page, so that no step pays for it.</summary>
internal sealed unsafe class NativeBlock : IDisposable
{
    public const int CacheLine = 64;

    private byte* _start;

    public NativeBlock(long bytes)
    {
        Bytes = bytes;
        _start = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(bytes, CacheLine), CacheLine);
        NativeMemory.Clear(_start, (nuint)bytes);
    }

    public long Bytes { get; }

    /// <summary>A part of the memory. The caller keeps to the layout that it laid out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Slice<T>(long offset, int length)
        where T : unmanaged =>
        new(_start + offset, length);

    /// <summary>
    /// Bytes between two columns of so many cells: whole cache lines, an odd number of them. With an even
    /// number the columns of a step compete for the same cache sets, which costs a factor of three.
    /// </summary>
    public static long ColumnBytes(long cells, int cellBytes)
    {
        var lines = (cells * cellBytes + CacheLine - 1) / CacheLine;

        return (lines | 1) * CacheLine;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_start);
        _start = null;
    }
}
