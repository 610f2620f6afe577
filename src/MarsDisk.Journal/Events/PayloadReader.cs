using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace MarsDisk.Journal.Events;

/// <summary>Reads the fields of one event; a payload that is too short or too long is not that event.</summary>
internal ref struct PayloadReader(string manifest, ReadOnlySpan<byte> payload)
{
    private static readonly UTF8Encoding StrictText = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = payload;

    public byte Byte() => Take(1)[0];

    public bool Flag() => Byte() != 0;

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public ContentHash Hash() => new(Take(ContentHash.Length));

    public StepRange Steps() => new(Int64(), Int64());

    public string Text()
    {
        var bytes = Take(BinaryPrimitives.ReadUInt16LittleEndian(Take(2)));
        try
        {
            return StrictText.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw new JournalCorruptException($"Event {manifest} holds a text that is not UTF-8.", error);
        }
    }

    /// <summary>u16 count, then the bytes.</summary>
    public ImmutableArray<byte> Bytes() => [.. Take(BinaryPrimitives.ReadUInt16LittleEndian(Take(2)))];

    public readonly void End()
    {
        if (!_rest.IsEmpty)
            throw new JournalCorruptException($"Event {manifest} has {_rest.Length} bytes more than its fields.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw new JournalCorruptException($"Event {manifest} ends {count - _rest.Length} bytes inside a field.");
        var slice = _rest[..count];
        _rest = _rest[count..];
        return slice;
    }
}
