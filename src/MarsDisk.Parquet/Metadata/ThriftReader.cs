using System.Text;

namespace MarsDisk.Parquet.Metadata;

/// <summary>
/// Reads structures in Thrift's compact protocol. Trusts nothing: lengths are compared with the bytes that are left before
/// they are believed, and depth is bounded.
/// </summary>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes, long origin)
{
    private const int DepthMax = 16;
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _lastField;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>The byte of the file that is read next.</summary>
    public readonly long Offset => origin + Position;

    /// <summary>Begins a structure; its value is given back to <see cref="EndStruct"/>.</summary>
    public int BeginStruct()
    {
        var outer = _lastField;
        _lastField = 0;
        return outer;
    }

    public void EndStruct(int outer) => _lastField = outer;

    /// <summary>Reads the next field header; false at the end of the structure.</summary>
    public bool NextField(out int field, out ThriftType type)
    {
        var header = ReadByte();
        type = (ThriftType)(header & 0x0F);
        field = 0;
        if (type == ThriftType.Stop)
            return false;
        var step = header >> 4;
        field = step == 0 ? (int)ReadInteger() : _lastField + step;
        _lastField = field;
        return true;
    }

    public int ReadInt32(string what)
    {
        var at = Offset;
        var value = ReadInteger();
        return value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw new ParquetException(at, $"{what} is {value}, expected 32 bits.");
    }

    /// <summary>Reads a number that counts or places something.</summary>
    public long ReadCount(string what, long max = long.MaxValue)
    {
        var at = Offset;
        var value = ReadInteger();
        return value >= 0 && value <= max
            ? value
            : throw new ParquetException(at, $"{what} is {value}, expected 0 to {max}.");
    }

    public ReadOnlySpan<byte> ReadBytes()
    {
        var at = Offset;
        var length = ReadVarint();
        if (length > (ulong)(_bytes.Length - Position))
            throw new ParquetException(at, $"A text of {length} bytes, but {_bytes.Length - Position} are left.");
        var value = _bytes.Slice(Position, (int)length);
        Position += (int)length;
        return value;
    }

    public string ReadText() => Encoding.UTF8.GetString(ReadBytes());

    /// <summary>Reads the header of a list. Every element has at least one byte, which bounds the count.</summary>
    public int ReadListHeader(out ThriftType elements)
    {
        var at = Offset;
        var header = ReadByte();
        elements = (ThriftType)(header & 0x0F);
        var count = header >> 4 == 15 ? ReadVarint() : (ulong)(header >> 4);
        if (count > (ulong)(_bytes.Length - Position))
            throw new ParquetException(at, $"A list of {count} elements, but {_bytes.Length - Position} bytes are left.");
        return (int)count;
    }

    public void Skip(ThriftType type) => Skip(type, DepthMax);

    private void Skip(ThriftType type, int depth)
    {
        if (depth == 0)
            throw new ParquetException(Offset, $"Structures are nested deeper than {DepthMax}.");
        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                break;
            case ThriftType.Byte:
                ReadByte();
                break;
            case ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64:
                ReadVarint();
                break;
            case ThriftType.Double:
                for (var i = 0; i < sizeof(double); i++)
                    ReadByte();
                break;
            case ThriftType.Binary:
                ReadBytes();
                break;
            case ThriftType.List or ThriftType.Set:
                for (var count = ReadListHeader(out var elements); count > 0; count--)
                    SkipElement(elements, depth - 1);
                break;
            case ThriftType.Struct:
                var outer = BeginStruct();
                while (NextField(out _, out var field))
                    Skip(field, depth - 1);
                EndStruct(outer);
                break;
            default:
                throw new ParquetException(Offset, $"Thrift type {(int)type} is not known here.");
        }
    }

    // In a list a truth value is a byte; as a field it lies in the header.
    private void SkipElement(ThriftType type, int depth) =>
        Skip(type is ThriftType.True or ThriftType.False ? ThriftType.Byte : type, depth);

    private long ReadInteger()
    {
        var value = ReadVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong ReadVarint()
    {
        var at = Offset;
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = ReadByte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
        throw new ParquetException(at, "A number has more than ten bytes.");
    }

    private byte ReadByte() => Position < _bytes.Length
        ? _bytes[Position++]
        : throw new ParquetException(Offset, "The structure goes on, but its bytes have ended.");
}
