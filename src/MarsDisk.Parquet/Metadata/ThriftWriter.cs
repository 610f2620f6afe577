using System.Text;
using MarsDisk.Parquet.Writing;

namespace MarsDisk.Parquet.Metadata;

/// <summary>The types of Thrift's compact protocol.</summary>
internal enum ThriftType
{
    Stop = 0,
    True = 1,
    False = 2,
    Byte = 3,
    Int16 = 4,
    Int32 = 5,
    Int64 = 6,
    Double = 7,
    Binary = 8,
    List = 9,
    Set = 10,
    Map = 11,
    Struct = 12,
}

/// <summary>Writes structures in Thrift's compact protocol, the language of page headers and footers. Fields go in ascending order.</summary>
internal ref struct ThriftWriter(NativeBlock block)
{
    // The last field of every open structure, one byte each; the innermost is the lowest.
    private ulong _lastFields;

    public void Int16(int field, short value) => Number(field, ThriftType.Int16, value);

    public void Int32(int field, int value) => Number(field, ThriftType.Int32, value);

    public void Int64(int field, long value) => Number(field, ThriftType.Int64, value);

    public void Boolean(int field, bool value) => Header(field, value ? ThriftType.True : ThriftType.False);

    public void Text(int field, string value)
    {
        Header(field, ThriftType.Binary);
        TextElement(value);
    }

    /// <summary>A text in pieces of UTF-8.</summary>
    public void Text(int field, IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        Header(field, ThriftType.Binary);
        var bytes = 0UL;
        for (var i = 0; i < pieces.Count; i++)
            bytes += (ulong)pieces[i].Length;
        block.AppendVarint(bytes);
        for (var i = 0; i < pieces.Count; i++)
            block.Append(pieces[i].Span);
    }

    public void Bytes(int field, scoped ReadOnlySpan<byte> value)
    {
        Header(field, ThriftType.Binary);
        block.AppendVarint((ulong)value.Length);
        block.Append(value);
    }

    public void BeginList(int field, ThriftType elements, int count)
    {
        Header(field, ThriftType.List);
        if (count < 15)
        {
            block.Append((byte)((count << 4) | (int)elements));
            return;
        }
        block.Append((byte)(0xF0 | (int)elements));
        block.AppendVarint((ulong)count);
    }

    public readonly void Int32Element(int value) => block.AppendVarint(ZigZag(value));

    public readonly void TextElement(string value)
    {
        var bytes = Encoding.UTF8.GetByteCount(value);
        block.AppendVarint((ulong)bytes);
        Encoding.UTF8.GetBytes(value, block.Reserve(bytes));
        block.Advance(bytes);
    }

    public void BeginStruct(int field)
    {
        Header(field, ThriftType.Struct);
        BeginElement();
    }

    /// <summary>Begins a structure that is an element of a list.</summary>
    public void BeginElement() => _lastFields <<= 8;

    /// <summary>Ends the innermost structure, or the one that is written.</summary>
    public void End()
    {
        block.Append(0);
        _lastFields >>= 8;
    }

    private void Number(int field, ThriftType type, long value)
    {
        Header(field, type);
        block.AppendVarint(ZigZag(value));
    }

    private void Header(int field, ThriftType type)
    {
        var step = field - (int)(_lastFields & 0xFF);
        block.Append((byte)((step << 4) | (int)type));
        _lastFields = (_lastFields & ~0xFFUL) | (uint)field;
    }

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));
}
