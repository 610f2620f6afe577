using System.Runtime.CompilerServices;

namespace MarsDisk.Physics.Numerics;

/// <summary>
/// Zeroed numbers that begin at a cache line and never move, so that hot loops can keep a plain pointer. The memory
/// lives as long as this object: whoever uses <see cref="Start"/> keeps it alive.
/// </summary>
internal sealed unsafe class AlignedNumbers
{
    private const int CacheLine = 64;

    private readonly double[] _memory;

    public AlignedNumbers(int length)
    {
        Length = length;
        _memory = GC.AllocateArray<double>(length + CacheLine / sizeof(double), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref _memory[0]);
        Start = (double*)((address + CacheLine - 1) / CacheLine * CacheLine);
    }

    public int Length { get; }

    public double* Start { get; }

    public Span<double> Span => new(Start, Length);
}
