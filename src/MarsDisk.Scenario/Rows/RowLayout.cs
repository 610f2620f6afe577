using System.Runtime.Intrinsics;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Rows;

/// <summary>Where one number of a row stands.</summary>
/// <param name="Order">Its digits around the point.</param>
/// <param name="Divisor">Power of ten of its decimals, with its sign.</param>
/// <param name="Start">Index of its first digit in the row.</param>
internal readonly record struct RowField(Vector128<byte> Order, double Divisor, int Start);

/// <summary>
/// What rows have in common that differ in nothing but their digits, as tables of a fixed format do. Learnt from a row, tried
/// on those behind it.
/// </summary>
internal sealed class RowLayout(int columns)
{
    /// <summary>Bytes that are compared at once.</summary>
    public const int BlockBytes = 32;

    private const int BytesMax = 8 * BlockBytes;
    private const int RepeatsMin = 8;
    private const int RepeatsMax = 4096;

    private readonly byte[] _least = new byte[BytesMax];
    private readonly byte[] _width = new byte[BytesMax];
    private readonly RowField[] _fields = new RowField[columns];
    private ulong _shape;
    private int _shapeLength;
    private int _repeats;
    private int _repeatsNeeded = RepeatsMin;
    private int _rows;

    /// <summary>It describes a row.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Bytes of a row with its line end.</summary>
    public int Length { get; private set; }

    /// <summary>Index behind the last number.</summary>
    public int LastEnd { get; private set; }

    /// <summary>The least value of each byte of a row.</summary>
    public ReadOnlySpan<byte> Least => _least;

    /// <summary>By how much it may be larger: a digit by nine, another byte by nothing, one behind the row by anything.</summary>
    public ReadOnlySpan<byte> Width => _width;

    /// <summary>The numbers of a row.</summary>
    public ReadOnlySpan<RowField> Fields => _fields;

    /// <summary>Whether a row looks like those before it.</summary>
    /// <param name="shape">A bit for each of the first bytes that is no digit.</param>
    /// <param name="length">Bytes of the row with its line end.</param>
    public bool Repeats(ulong shape, int length)
    {
        shape = length < 64 ? shape & ((1UL << length) - 1) : shape;
        if (shape != _shape || length != _shapeLength)
            (_shape, _shapeLength, _repeats) = (shape, length, 0);
        return ++_repeats == _repeatsNeeded;
    }

    /// <summary>So many rows were like it.</summary>
    public void Note(int rows) => _rows += rows;

    /// <summary>The next row is another one. Of a layout that did not pay for being learnt the next one is learnt later.</summary>
    public void Forget()
    {
        _repeatsNeeded = _rows < 2 * _repeatsNeeded ? Math.Min(2 * _repeatsNeeded, RepeatsMax) : RepeatsMin;
        (IsKnown, _repeats, _rows) = (false, 0, 0);
    }

    /// <summary>Takes a row that was read as what is to follow. False if it has numbers that are read in another way.</summary>
    /// <param name="row">The row with its line end.</param>
    /// <param name="end">Index behind its last number.</param>
    public bool Learn(ReadOnlySpan<byte> row, int end)
    {
        IsKnown = row.Length <= BytesMax && LearnFields(row[..end]);
        if (!IsKnown)
            return false;
        (Length, LastEnd) = (row.Length, end);
        var behind = row.Length..((row.Length + BlockBytes - 1) / BlockBytes * BlockBytes);
        _least.AsSpan(behind).Clear();
        _width.AsSpan(behind).Fill(byte.MaxValue);
        for (var i = 0; i < row.Length; i++)
            (_least[i], _width[i]) = ByteClass.IsDigit(row[i]) ? ((byte)'0', (byte)9) : (row[i], (byte)0);
        return true;
    }

    private bool LearnFields(ReadOnlySpan<byte> row)
    {
        var at = 0;
        foreach (ref var field in _fields.AsSpan())
        {
            at += row[at..].IndexOfAnyExcept(" \t,"u8);
            var sign = row[at] == '-' ? PointedDigits.Negative : 0;
            var start = sign == 0 ? at : at + 1;
            var number = row[start..];
            var ends = number.IndexOfAny(" \t,"u8);
            number = ends < 0 ? number : number[..ends];
            at = start + number.Length;
            var whole = number.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            var decimals = whole < 0 ? 0 : number.Length - whole - 1;
            whole = whole < 0 ? number.Length : whole;
            var isPlain = whole > 0 && whole + decimals <= PointedDigits.Max
                && (whole == number.Length || (number[whole] == '.' && !number[(whole + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9')));
            if (!isPlain)
                return false;
            field = new(PointedDigits.Order(ref PointedDigits.FirstOrder, whole, decimals), PointedDigits.Divisor(decimals, sign), start);
        }

        return true;
    }
}
