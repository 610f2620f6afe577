using System.Globalization;
using System.Text;
using MarsDisk.History.Reading;
using MarsDisk.Parquet;

namespace MarsDisk.History.Export;

/// <summary>
/// Writes rows as CSV in UTF-8 into one reused block. Finding the digits of a number is what costs, and in a table of
/// steps most numbers stood in the row above or stand further left already: their text is copied.
/// </summary>
internal sealed class CsvRows(Stream output, int columns)
{
    private const int BlockBytes = 1 << 16;

    // Seventeen digits, sign, point and exponent: -1.7976931348623157E+308.
    private const int NumberBytesMax = 32;

    private readonly long[] _bits = new long[columns];
    private readonly int[] _lengths = new int[columns];
    private readonly byte[] _texts = new byte[columns * NumberBytesMax];
    private byte[] _block = new byte[BlockBytes];
    private int _filled;

    /// <summary>Writes a line as it is.</summary>
    public void WriteLine(string line)
    {
        Append(line);
        Append((byte)'\n');
    }

    /// <summary>Writes the rows of a row group.</summary>
    public void Write(IReadOnlyList<ColumnCells> cells, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                if (column > 0)
                    Append((byte)',');
                if (cells[column].Type == ParquetType.Double && double.IsFinite(cells[column].Number(row)))
                    AppendNumber(column, cells[column].Number(row));
                else
                    Append(CellText.Csv(cells[column], row));
            }

            Append((byte)'\n');
        }
    }

    /// <summary>Hands over what is still in the block.</summary>
    public void Flush()
    {
        output.Write(_block, 0, _filled);
        _filled = 0;
    }

    private void AppendNumber(int column, double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        if (_lengths[column] == 0 || _bits[column] != bits)
            Remember(column, value, bits);
        Append(_texts.AsSpan(column * NumberBytesMax, _lengths[column]));
    }

    private void Remember(int column, double value, long bits)
    {
        var text = _texts.AsSpan(column * NumberBytesMax, NumberBytesMax);
        var known = _bits.AsSpan(0, column).IndexOf(bits);
        if (known >= 0 && _lengths[known] > 0)
        {
            _texts.AsSpan(known * NumberBytesMax, NumberBytesMax).CopyTo(text);
            _lengths[column] = _lengths[known];
        }
        else
        {
            value.TryFormat(text, out _lengths[column], "R", CultureInfo.InvariantCulture);
        }

        _bits[column] = bits;
    }

    private void Append(string text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _filled += Encoding.UTF8.GetBytes(text, _block.AsSpan(_filled));
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(_block.AsSpan(_filled));
        _filled += text.Length;
    }

    private void Append(byte letter)
    {
        Reserve(1);
        _block[_filled++] = letter;
    }

    private void Reserve(int bytes)
    {
        if (_filled + bytes <= _block.Length)
            return;

        Flush();
        if (bytes > _block.Length)
            _block = new byte[bytes];
    }
}
