using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Units;

namespace MarsDisk.Scenario.Reading;

/// <summary>
/// Walks over a frame that is written as the canonical form writes it: one blank between words, units behind a blank, strings
/// without escapes. Whatever else stands there it does not know, and whoever reads leaves the frame to <see cref="FrameCursor"/>.
/// Because the frame is canonical but for zeros behind decimals, it is its own canonical text.
/// </summary>
/// <param name="bytes">The frame, at most as long as <paramref name="scratch"/>.</param>
/// <param name="start">Where the statement begins.</param>
/// <param name="scratch">Receives the canonical text if it differs.</param>
internal ref struct UsualText(ReadOnlySpan<byte> bytes, int start, byte[] scratch)
{
    private const double PlainMin = 1e-4;

    private static readonly SearchValues<byte> InStrings = SearchValues.Create(
        [.. Enumerable.Range(32, 95).Where(value => value is not '"' and not '\\').Select(value => (byte)value)]);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly byte[] _scratch = scratch;
    private int _at = start;
    private int _taken = start;
    private int _kept = 0;

    public readonly bool IsAtEnd => _at == _bytes.Length;

    /// <summary>Passes these bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Pass(ReadOnlySpan<byte> word)
    {
        if (!_bytes[_at..].StartsWith(word))
            return false;
        _at += word.Length;
        return true;
    }

    /// <summary>A number without sign and exponent, up to seven digits before and behind the point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Number(int bytesMax, out double value)
    {
        value = 0;
        var from = _at;
        var whole = DigitBlock.At(_bytes, from, out var digits);
        if (digits is 0 or DigitBlock.Size || (digits > 1 && _bytes[from] == '0'))
            return false;
        var end = from + digits;
        if ((uint)end >= (uint)_bytes.Length || _bytes[end] != '.')
        {
            value = (long)whole;
        }
        else
        {
            var part = DigitBlock.At(_bytes, end + 1, out var decimals);
            if (decimals is 0 or DigitBlock.Size)
                return false;
            value = NumberReader.Decimal(whole, part, decimals);
            if (value < PlainMin && (whole | part) > 0)
                return false;
            var point = end;
            end += 1 + decimals;
            if (_bytes[end - 1] == '0')
                Cut(point, end);
        }

        _at = end;
        return end - from <= bytesMax;
    }

    /// <summary>The canonical spelling of a unit that is one word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Unit(out UnitExpr unit)
    {
        var word = DigitBlock.Load(_bytes, _at);
        var length = BitOperations.TrailingZeroCount(Zeros(word) | Zeros(word ^ 0x2020202020202020)) >> 3;
        unit = null!;
        if (length is 0 or > UnitWords.BytesMax)
            return false;
        unit = UnitWords.Find(word & ((1UL << (8 * length)) - 1), mustBeCanonical: true)!;
        _at += length;
        return unit is not null;
    }

    /// <summary>A key that was read before, and the blank behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Key(ParseNames names, out string key)
    {
        var rest = _bytes[_at..];
        var length = rest.IndexOf((byte)' ');
        key = length > 0 ? names.FindKey(rest[..length])! : null!;
        _at += length + 1;
        return key is not null;
    }

    /// <summary>A string that ends the frame.</summary>
    public bool LastString(int bytesMax, out string text)
    {
        text = "";
        var rest = _bytes[_at..];
        if (rest.Length < 2 || rest[0] != '"')
            return false;
        var length = rest.Length - 2;
        if (length > bytesMax || rest[1..].IndexOfAnyExcept(InStrings) != length || rest[^1] != '"')
            return false;
        text = Encoding.Latin1.GetString(rest.Slice(1, length));
        _at = _bytes.Length;
        return true;
    }

    /// <summary>The canonical text of all from the start to the end of the frame.</summary>
    public ReadOnlySpan<byte> Canonical()
    {
        if (_kept == 0)
            return _bytes[_taken..];
        Keep(_bytes.Length);
        return _scratch.AsSpan(0, _kept);
    }

    /// <summary>Leaves out the zeros behind the last other digit, and the point if they are all.</summary>
    private void Cut(int point, int end)
    {
        var last = end - 1;
        while (_bytes[last] == '0')
            last--;
        Keep(last == point ? point : last + 1);
        _taken = end;
    }

    private void Keep(int end)
    {
        var piece = _bytes[_taken..end];
        piece.CopyTo(_scratch.AsSpan(_kept));
        _kept += piece.Length;
    }

    // The lowest byte that is zero has its high bit set, and no lower one has.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Zeros(ulong word) => (word - 0x0101010101010101) & ~word & 0x8080808080808080;
}
