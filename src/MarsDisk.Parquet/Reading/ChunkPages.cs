using MarsDisk.Parquet.Codecs;
using MarsDisk.Parquet.Metadata;
using MarsDisk.Parquet.Writing;

namespace MarsDisk.Parquet.Reading;

/// <summary>The pages of one column chunk, one after the other, out of the codec and with their sums checked.</summary>
internal sealed class ChunkPages : IDisposable
{
    private readonly NativeBlock _stored = new();
    private readonly NativeBlock _raw = new();
    private ParquetColumnChunk _chunk = null!;
    private int _position;

    /// <summary>The byte of the file at which the present page begins.</summary>
    public long Offset { get; private set; }

    public PageHeader Header { get; private set; }

    /// <summary>The present page without its header.</summary>
    public ReadOnlySpan<byte> Page => _raw.Written;

    public void Open(Stream file, ParquetColumnChunk chunk)
    {
        _chunk = chunk;
        _position = 0;
        _stored.Clear();
        file.Position = chunk.Offset;
        file.ReadExactly(_stored.Reserve((int)chunk.StoredBytes));
        _stored.Advance((int)chunk.StoredBytes);
    }

    /// <summary>Goes to the next page; false behind the last one.</summary>
    public bool Next()
    {
        if (_position >= _stored.Length)
            return false;
        Offset = _chunk.Offset + _position;
        Header = PageHeaderReader.Read(_stored.Written[_position..], Offset, out var headerBytes);
        _position += headerBytes;
        if (Header.StoredBytes > _stored.Length - _position)
            throw new ParquetException(Offset, $"A page of {Header.StoredBytes} bytes, but its column ends after {_stored.Length - _position}.");
        var stored = _stored.Written.Slice(_position, Header.StoredBytes);
        _position += Header.StoredBytes;
        if (Header.Checksum is { } expected && Crc32.Of(stored) is var found && found != expected)
            throw new ParquetException(Offset, $"The page has checksum {found:x8}, expected {expected:x8}.");
        Decompress(stored);
        return true;
    }

    public void Dispose()
    {
        _stored.Dispose();
        _raw.Dispose();
    }

    private void Decompress(ReadOnlySpan<byte> stored)
    {
        // The levels of a version 2 page stand before the codec.
        var levels = Header.LevelBytes;
        if (levels > stored.Length || levels > Header.RawBytes)
            throw new ParquetException(Offset, $"Levels of {levels} bytes in a page of {stored.Length}.");
        _raw.Clear();
        var target = _raw.Reserve(Header.RawBytes);
        stored[..levels].CopyTo(target);
        var codec = Header.IsCompressed ? _chunk.Codec : ParquetCodec.None;
        if (Header.RawBytes > levels || stored.Length > levels)
        {
            if (PageDecompressor.Decompress(codec, stored[levels..], target[levels..]) is { } error)
                throw new ParquetException(Offset, error + ".");
        }
        _raw.Advance(Header.RawBytes);
    }
}
