using System.Buffers.Binary;
using MarsDisk.Parquet.Codecs;
using MarsDisk.Parquet.Encodings;
using MarsDisk.Parquet.Metadata;

namespace MarsDisk.Parquet.Writing;

/// <summary>Puts the pages of one column chunk together: levels, headers, codec.</summary>
internal sealed class ChunkAssembler(EncoderScratch scratch, ParquetCodec codec)
{
    // Below this a codec costs a reader more than it saves.
    private const int CodecBytesMin = 256;

    private static readonly PageEncoding[] RunsOnly = [PageEncoding.Rle, PageEncoding.Plain];
    private static readonly PageEncoding[] Split = [PageEncoding.Rle, PageEncoding.ByteStreamSplit];
    private static readonly PageEncoding[] WithDictionary = [PageEncoding.Rle, PageEncoding.Plain, PageEncoding.RleDictionary];

    private readonly RunLengthWriter _runs = new();
    private ParquetCodec? _chosen;
    private PageEncoding _encoding;
    private int _dictionaryCount;
    private long _origin;
    private int _start;
    private int _dataStart;
    private long _values;
    private long _rawBytes;
    private bool _optional;

    public NativeBlock Page => scratch.Page;

    public NativeBlock Dictionary => scratch.Dictionary;

    public long NullCount { get; private set; }

    /// <summary>Begins a chunk behind what the output block holds already; the block itself begins at byte <paramref name="origin"/>.</summary>
    public void Begin(long origin, bool optional)
    {
        _origin = origin;
        _start = _dataStart = scratch.Output.Length;
        _optional = optional;
        _chosen = null;
        _dictionaryCount = 0;
        _values = _rawBytes = NullCount = 0;
        Dictionary.Clear();
    }

    /// <summary>Says how many values the dictionary block holds. Before the first page.</summary>
    public void UseDictionary(int count) => _dictionaryCount = count;

    /// <summary>Begins a page without nulls.</summary>
    public void BeginPage(int rows)
    {
        BeginLevels();
        if (_optional)
            _runs.Append(1, rows);
        EndLevels();
    }

    /// <summary>Begins a page whose nulls are added by <see cref="AddLevels"/>, up to <see cref="EndLevels"/>.</summary>
    public void BeginLevels()
    {
        Page.Clear();
        if (!_optional)
            return;
        Page.AppendInt32(0);    // the length of the levels, known at their end
        _runs.Begin(Page, bitWidth: 1);
    }

    public void AddLevels(bool present, long rows)
    {
        _runs.Append(present ? 1U : 0, rows);
        if (!present)
            NullCount += rows;
    }

    public void EndLevels()
    {
        if (!_optional)
            return;
        _runs.End();
        BinaryPrimitives.WriteInt32LittleEndian(Page.Written, Page.Length - sizeof(int));
    }

    /// <summary>Begins the indexes of a dictionary page.</summary>
    public RunLengthWriter BeginIndexes()
    {
        var bitWidth = RunLengthWriter.BitWidthOf(_dictionaryCount);
        Page.Append((byte)bitWidth);
        _runs.Begin(Page, bitWidth);
        return _runs;
    }

    /// <summary>Sends the page through the codec and appends it.</summary>
    public void EndPage(int rows, PageEncoding encoding)
    {
        if (_chosen is null)
        {
            _chosen = Math.Max(Page.Length, Dictionary.Length) < CodecBytesMin ? ParquetCodec.None : codec;
            if (_dictionaryCount > 0)
                AppendPage(PageKind.Dictionary, Dictionary, _dictionaryCount, PageEncoding.Plain);
            _dataStart = scratch.Output.Length;
        }
        _encoding = encoding;
        _values += rows;
        AppendPage(PageKind.Data, Page, rows, encoding);
    }

    public ParquetColumnChunk End(object? minimum, object? maximum) => new()
    {
        DataOffset = _origin + _dataStart,
        DictionaryOffset = _dictionaryCount > 0 ? _origin + _start : null,
        Values = _values,
        StoredBytes = scratch.Output.Length - _start,
        RawBytes = _rawBytes,
        Codec = _chosen ?? ParquetCodec.None,
        Encodings = _encoding switch
        {
            PageEncoding.RleDictionary => WithDictionary,
            PageEncoding.ByteStreamSplit => Split,
            _ => RunsOnly,
        },
        NullCount = NullCount,
        Minimum = minimum,
        Maximum = maximum,
    };

    private void AppendPage(PageKind kind, NativeBlock raw, int values, PageEncoding encoding)
    {
        var output = scratch.Output;
        // The header holds the stored size, which is known when the page is compressed. A header for a guess keeps the
        // place; the right one is nearly always as long, and otherwise the page is moved.
        var start = output.Length;
        new PageHeader(kind, raw.Length, raw.Length / 2, values, encoding).AppendTo(output);
        var guessed = output.Length;
        PageCompressor.Append(output, _chosen!.Value, raw.Written, scratch.Snappy);
        var stored = output.Length - guessed;
        scratch.Header.Clear();
        new PageHeader(kind, raw.Length, stored, values, encoding).AppendTo(scratch.Header);
        output.Replace(start, guessed - start, scratch.Header.Written);
        _rawBytes += scratch.Header.Length + raw.Length;
    }
}
