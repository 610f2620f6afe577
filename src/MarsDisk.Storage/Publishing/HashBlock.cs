using System.Runtime.InteropServices;

namespace MarsDisk.Storage.Publishing;

/// <summary>A piece of a file on its way to the hash. Outside the managed heap, so that no collection copies or counts it.</summary>
internal sealed unsafe class HashBlock : IDisposable
{
    public const int Capacity = 256 * 1024;

    private byte* _memory = (byte*)NativeMemory.Alloc(Capacity);
    private int _length;

    public bool IsFull => _length == Capacity;

    public ReadOnlySpan<byte> Filled => new(_memory, _length);

    /// <summary>Takes as many bytes as there is room for.</summary>
    public int Fill(ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(bytes.Length, Capacity - _length);
        bytes[..taken].CopyTo(new Span<byte>(_memory + _length, taken));
        _length += taken;
        return taken;
    }

    public void Clear() => _length = 0;

    public void Dispose()
    {
        NativeMemory.Free(_memory);
        _memory = null;
    }
}
