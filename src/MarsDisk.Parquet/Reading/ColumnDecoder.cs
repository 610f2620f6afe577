using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using MarsDisk.Parquet.Encodings;
using MarsDisk.Parquet.Metadata;
using MarsDisk.Parquet.Writing;

namespace MarsDisk.Parquet.Reading;

/// <summary>Turns the pages of one column chunk into values, with marks where there is none.</summary>
internal sealed class ColumnDecoder : IDisposable
{
    private readonly ChunkPages _pages = new();
    private readonly NativeBlock _levels = new();
    private readonly NativeBlock _indexes = new();
    private long[] _numbers = [];
    private string[] _words = [];

    public void ReadNumbers(Stream file, ParquetColumnChunk chunk, PhysicalType type, bool optional, long mark, Span<long> target)
    {
        _numbers = [];
        var row = 0;
        for (_pages.Open(file, chunk); _pages.Next();)
        {
            if (_pages.Header.Kind == PageKind.Dictionary)
            {
                _numbers = new long[PlainCount(_pages.Page, type)];
                DecodePlain(_pages.Page, type, _numbers);
                continue;
            }
            var rows = NextRows(target.Length - row);
            var page = target.Slice(row, rows);
            var levels = ReadLevels(rows, optional, out var body, out var present);
            DecodeNumbers(body, type, page[..present]);
            Spread(page, levels, present, mark);
            row += rows;
        }
        CheckEnd(chunk, row, target.Length);
    }

    public void ReadTruth(Stream file, ParquetColumnChunk chunk, bool optional, Span<byte> target)
    {
        var row = 0;
        for (_pages.Open(file, chunk); _pages.Next();)
        {
            var rows = NextRows(target.Length - row);
            var page = target.Slice(row, rows);
            var levels = ReadLevels(rows, optional, out var body, out var present);
            if (_pages.Header.Encoding != PageEncoding.Plain)
                throw Unreadable("truth values");
            if (body.Length < (present + 7) / 8)
                throw Short(present, body);
            for (var i = 0; i < present; i++)
                page[i] = (byte)((body[i / 8] >> (i % 8)) & 1);
            Spread(page, levels, present, Missing.Boolean);
            row += rows;
        }
        CheckEnd(chunk, row, target.Length);
    }

    public void ReadTexts(Stream file, ParquetColumnChunk chunk, bool optional, Span<string?> target)
    {
        _words = [];
        var row = 0;
        for (_pages.Open(file, chunk); _pages.Next();)
        {
            if (_pages.Header.Kind == PageKind.Dictionary)
            {
                // A word has at least the four bytes of its length, which bounds the array.
                if (_pages.Header.Values > _pages.Page.Length / sizeof(int))
                    throw Short(_pages.Header.Values, _pages.Page);
                _words = new string[_pages.Header.Values];
                DecodeWords(_pages.Page, _words);
                continue;
            }
            var rows = NextRows(target.Length - row);
            var page = target.Slice(row, rows);
            var levels = ReadLevels(rows, optional, out var body, out var present);
            if (_pages.Header.Encoding == PageEncoding.Plain)
                DecodeWords(body, page[..present]!);
            else
                LookUp(body, _words, page[..present]!);
            Spread(page, levels, present, mark: null);
            row += rows;
        }
        CheckEnd(chunk, row, target.Length);
    }

    public void Dispose()
    {
        _pages.Dispose();
        _levels.Dispose();
        _indexes.Dispose();
    }

    private int NextRows(int left)
    {
        if (_pages.Header.Kind is not (PageKind.Data or PageKind.DataVersion2))
            throw new ParquetException(_pages.Offset, $"A page of kind {(int)_pages.Header.Kind}, expected data.");
        return _pages.Header.Values <= left
            ? _pages.Header.Values
            : throw new ParquetException(_pages.Offset, $"A page of {_pages.Header.Values} rows, but {left} are left in its row group.");
    }

    /// <summary>Reads which rows have a value; empty when all have. The body is what follows.</summary>
    private ReadOnlySpan<int> ReadLevels(int rows, bool optional, out ReadOnlySpan<byte> body, out int present)
    {
        body = _pages.Page;
        present = rows;
        if (!optional)
            return [];
        var length = _pages.Header.LevelBytes;
        if (_pages.Header.Kind == PageKind.Data)
        {
            if (body.Length < sizeof(int))
                throw Short(rows, body);
            length = BinaryPrimitives.ReadInt32LittleEndian(body);
            body = body[sizeof(int)..];
        }
        if ((uint)length > (uint)body.Length)
            throw new ParquetException(_pages.Offset, $"Levels of {length} bytes, but {body.Length} are left in the page.");
        var levels = IntegersOf(_levels, rows);
        if (!RunLengthReader.TryRead(body[..length], bitWidth: 1, levels))
            throw Short(rows, body[..length]);
        body = body[length..];
        present = levels.Count(1);
        return present == rows ? [] : levels;
    }

    /// <summary>Moves values that stand at the front of the page to their rows, from the back, and marks the others.</summary>
    private static void Spread<T>(Span<T> page, ReadOnlySpan<int> levels, int present, T mark)
    {
        for (var row = levels.Length - 1; row >= 0; row--)
            page[row] = levels[row] == 1 ? page[--present] : mark;
    }

    private void DecodeNumbers(ReadOnlySpan<byte> body, PhysicalType type, Span<long> target)
    {
        switch (_pages.Header.Encoding)
        {
            case PageEncoding.Plain:
                if (PlainCount(body, type) < target.Length)
                    throw Short(target.Length, body);
                DecodePlain(body, type, target);
                break;
            case PageEncoding.RleDictionary or PageEncoding.PlainDictionary:
                LookUp(body, _numbers, target);
                break;
            case PageEncoding.ByteStreamSplit when type is PhysicalType.Double or PhysicalType.Int64:
                if (body.Length != target.Length * sizeof(long))
                    throw Short(target.Length, body);
                ByteStreamSplit.Join(body, target);
                break;
            default:
                throw Unreadable($"numbers of physical type {type}");
        }
    }

    private void LookUp<T>(ReadOnlySpan<byte> body, T[] dictionary, Span<T> target)
    {
        if (target.IsEmpty)
            return;
        if (body.IsEmpty)
            throw Short(target.Length, body);
        var indexes = IntegersOf(_indexes, target.Length);
        if (!RunLengthReader.TryRead(body[1..], body[0], indexes))
            throw Short(target.Length, body);
        for (var i = 0; i < indexes.Length; i++)
        {
            var index = (uint)indexes[i];
            if (index >= (uint)dictionary.Length)
                throw new ParquetException(_pages.Offset, $"Index {index} into a dictionary of {dictionary.Length} values.");
            target[i] = dictionary[index];
        }
    }

    private static Span<int> IntegersOf(NativeBlock block, int count) =>
        MemoryMarshal.Cast<long, int>(block.AsNumbers(count / 2 + 1))[..count];

    private static int PlainCount(ReadOnlySpan<byte> bytes, PhysicalType type) =>
        bytes.Length / (type is PhysicalType.Int32 or PhysicalType.Float ? sizeof(int) : sizeof(long));

    private static void DecodePlain(ReadOnlySpan<byte> bytes, PhysicalType type, Span<long> target)
    {
        if (type is PhysicalType.Double or PhysicalType.Int64)
        {
            MemoryMarshal.Cast<byte, long>(bytes)[..target.Length].CopyTo(target);
            return;
        }
        for (var i = 0; i < target.Length; i++)
        {
            var four = bytes.Slice(i * sizeof(int), sizeof(int));
            target[i] = type == PhysicalType.Int32
                ? BinaryPrimitives.ReadInt32LittleEndian(four)
                : BitConverter.DoubleToInt64Bits(BinaryPrimitives.ReadSingleLittleEndian(four));
        }
    }

    private void DecodeWords(ReadOnlySpan<byte> bytes, Span<string> target)
    {
        foreach (ref var word in target)
        {
            if (bytes.Length < sizeof(int))
                throw Short(target.Length, bytes);
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            bytes = bytes[sizeof(int)..];
            if ((uint)length > (uint)bytes.Length)
                throw new ParquetException(_pages.Offset, $"A text of {length} bytes, but {bytes.Length} are left in the page.");
            word = Encoding.UTF8.GetString(bytes[..length]);
            bytes = bytes[length..];
        }
    }

    private static void CheckEnd(ParquetColumnChunk chunk, int row, int rows)
    {
        if (row != rows)
            throw new ParquetException(chunk.Offset, $"The pages of a column hold {row} rows, its row group {rows}.");
    }

    private ParquetException Short(int values, ReadOnlySpan<byte> bytes) =>
        new(_pages.Offset, $"{bytes.Length} bytes of a page do not hold the {values} values it announces.");

    private ParquetException Unreadable(string what) =>
        new(_pages.Offset, $"Encoding {(int)_pages.Header.Encoding} of {what} is not read here.");
}
