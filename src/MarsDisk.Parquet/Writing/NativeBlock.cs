using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MarsDisk.Parquet.Writing;

/// <summary>
/// Growing bytes outside the managed heap, 64-byte aligned, kept and reused: after the first chunks of a run
/// nothing is allocated any more. Spans into a block are valid until it grows.
/// </summary>
internal sealed unsafe class NativeBlock : IDisposable
{
    private const nuint Alignment = 64;
    private byte* _memory;

    public int Length { get; private set; }

    public int Capacity { get; private set; }

    public Span<byte> Written => new(_memory, Length);

    public void Clear() => Length = 0;

    /// <summary>Makes room behind the written bytes and returns it; what is used of it is made part of the block by <see cref="Advance"/>.</summary>
    public Span<byte> Reserve(int bytes)
    {
        if (bytes > Capacity - Length)
            Grow(checked(Length + bytes));
        return new Span<byte>(_memory + Length, bytes);
    }

    public void Advance(int bytes)
    {
        Debug.Assert(bytes <= Capacity - Length, "More bytes were written than reserved.");
        Length += bytes;
    }

    /// <summary>Takes the block as an array of numbers. Its former content is lost.</summary>
    public Span<long> AsNumbers(int count)
    {
        Clear();
        return MemoryMarshal.Cast<byte, long>(Reserve(checked(count * sizeof(long))));
    }

    public void Append(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Puts bytes in place of written ones; what stands behind them moves when the lengths differ.</summary>
    public void Replace(int start, int length, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > length)
            Reserve(bytes.Length - length);
        var behind = new Span<byte>(_memory + start + length, Length - start - length);
        if (bytes.Length != length)
            behind.CopyTo(new Span<byte>(_memory + start + bytes.Length, behind.Length));
        bytes.CopyTo(new Span<byte>(_memory + start, bytes.Length));
        Length += bytes.Length - length;
    }

    public void AppendInt32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Reserve(sizeof(int)), value);
        Length += sizeof(int);
    }

    public void AppendVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Append((byte)(value | 0x80));
        Append((byte)value);
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
        Capacity = Length = 0;
    }

    private void Grow(int bytes)
    {
        // By half as much again: few copies while a run warms up, little waste afterwards.
        var capacity = (int)Math.Min(Array.MaxLength, Math.Max(bytes, (long)Capacity * 3 / 2) + 4096 & ~4095L);
        _memory = (byte*)NativeMemory.AlignedRealloc(_memory, (nuint)capacity, Alignment);
        Capacity = capacity;
    }
}
