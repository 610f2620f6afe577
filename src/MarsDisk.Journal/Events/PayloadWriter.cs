using System.Buffers.Binary;
using System.Text;

namespace MarsDisk.Journal.Events;

/// <summary>Writes the fields of one event, little-endian, into a block of the size limit of an event.</summary>
internal ref struct PayloadWriter(Span<byte> block)
{
    private readonly Span<byte> _block = block;

    public int Length { get; private set; }

    public void Byte(byte value) => Take(1)[0] = value;

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);

    public void Double(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Take(8), value);

    public void Hash(ContentHash value) => value.CopyTo(Take(ContentHash.Length));

    public void Steps(StepRange value)
    {
        Int64(value.First);
        Int64(value.End);
    }

    /// <summary>u16 byte count, then UTF-8.</summary>
    public void Text(string value)
    {
        var count = Encoding.UTF8.GetByteCount(value);
        BinaryPrimitives.WriteUInt16LittleEndian(Take(2), checked((ushort)count));
        Encoding.UTF8.GetBytes(value, Take(count));
    }

    /// <summary>u16 count, then the bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(Take(2), checked((ushort)value.Length));
        value.CopyTo(Take(value.Length));
    }

    private Span<byte> Take(int count)
    {
        if (count > _block.Length - Length)
            throw new ArgumentException($"An event has at most {_block.Length} bytes; move the long text into a file.", nameof(count));
        var slice = _block.Slice(Length, count);
        Length += count;
        return slice;
    }
}
