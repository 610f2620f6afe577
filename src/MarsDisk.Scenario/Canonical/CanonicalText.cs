using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace MarsDisk.Scenario.Canonical;

/// <summary>
/// Writes pieces of canonical text straight into a buffer: words, strings with the fewest escapes, shortest numbers that read
/// back as the same bits.
/// </summary>
/// <param name="output">Receives the bytes.</param>
internal ref struct CanonicalText(IBufferWriter<byte> output)
{
    private const int NumberBytesMax = 32;
    private const double PlainMin = 1e-5;
    private const double PlainMax = 1e15;
    private const int FractionDigitsMax = 6;

    private readonly IBufferWriter<byte> _output = output;
    private Span<byte> _free = default;
    private int _used = 0;

    /// <summary>Hands on what was written. The last call.</summary>
    public void End()
    {
        if (_used > 0)
            _output.Advance(_used);
        _free = default;
        _used = 0;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_free[_used..]);
        _used += bytes.Length;
    }

    public void Write(byte value)
    {
        Reserve(1);
        _free[_used++] = value;
    }

    /// <summary>A name, a key or a word: ASCII.</summary>
    public void Word(string word)
    {
        Reserve(word.Length);
        _ = Ascii.FromUtf16(word, _free[_used..], out var written);
        _used += written;
    }

    /// <summary>A string in quotes.</summary>
    public void Quote(string text)
    {
        Reserve(text.Length * 8 + 2);
        _free[_used++] = (byte)'"';
        if (text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 && text.AsSpan().IndexOfAny('"', '\\') < 0)
            _used += Encoding.UTF8.GetBytes(text, _free[_used..]);
        else
            Escape(text);
        Write((byte)'"');
    }

    public void Integer(long value)
    {
        Reserve(NumberBytesMax);
        _ = Utf8Formatter.TryFormat(value, _free[_used..], out var written);
        _used += written;
    }

    /// <summary>The shortest number with the same bits: <c>1e-7</c>, not <c>1E-07</c>.</summary>
    public void Number(double value)
    {
        Reserve(NumberBytesMax);
        if (Math.Abs(value) is >= PlainMin and < PlainMax && Plainly(value))
            return;
        var free = _free[_used..];
        _ = value.TryFormat(free, out var written, "R", CultureInfo.InvariantCulture);
        var exponent = free[..written].IndexOf((byte)'E');
        _used += exponent < 0 ? written : Exponent(free, exponent, written);
    }

    /// <summary>A number and its unit; no unit for a bare number.</summary>
    public void Quantity(in Quantity quantity)
    {
        Number(quantity.Value);
        if (!ReferenceEquals(quantity.Unit, UnitExpr.None) && !quantity.Unit.Equals(UnitExpr.None))
            Write(quantity.Unit.Suffix);
    }

    // Few decimals: the digits are those of an integer, which is much cheaper than the general search. With at most 15 digits
    // there is only one shortest form, so it is the same.
    private bool Plainly(double value)
    {
        var scale = 1.0;
        for (var digits = 0; digits <= FractionDigitsMax; digits++, scale *= 10)
        {
            var scaled = value * scale;
            if (Math.Abs(scaled) >= PlainMax)
                return false;
            var whole = (long)scaled;
            if (whole - scaled is not 0)
            {
                whole = (long)Math.Round(scaled);
                if (whole / scale - value is not 0)
                    continue;
            }
            else if (whole / scale - value is not 0)
            {
                continue;
            }

            WriteDecimal(whole, digits);
            return true;
        }

        return false;
    }

    private void WriteDecimal(long digits, int fraction)
    {
        if (digits < 0)
        {
            _free[_used++] = (byte)'-';
            digits = -digits;
        }

        Span<byte> text = stackalloc byte[NumberBytesMax];
        var at = text.Length;
        for (var left = fraction; left > 0; left--)
        {
            (digits, var digit) = Math.DivRem(digits, 10);
            text[--at] = (byte)('0' + digit);
        }

        if (fraction > 0)
            text[--at] = (byte)'.';
        do
        {
            (digits, var digit) = Math.DivRem(digits, 10);
            text[--at] = (byte)('0' + digit);
        }
        while (digits > 0);

        text[at..].CopyTo(_free[_used..]);
        _used += text.Length - at;
    }

    private static int Exponent(Span<byte> text, int exponent, int length)
    {
        text[exponent] = (byte)'e';
        var from = exponent + 1;
        var to = from;
        if (text[from] == '-')
            to++;
        if (text[from] is (byte)'-' or (byte)'+')
            from++;
        while (from < length - 1 && text[from] == '0')
            from++;
        text[from..length].CopyTo(text[to..]);
        return to + length - from;
    }

    private void Escape(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '"': Write("\\\""u8); break;
                case '\\': Write("\\\\"u8); break;
                case '\n': Write("\\n"u8); break;
                case '\t': Write("\\t"u8); break;
                case < 32:
                    Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}")));
                    break;
                default:
                    Reserve(4);
                    _used += rune.EncodeToUtf8(_free[_used..]);
                    break;
            }
        }
    }

    private void Reserve(int bytes)
    {
        if (_free.Length - _used >= bytes)
            return;
        if (_used > 0)
            _output.Advance(_used);
        _free = _output.GetSpan(Math.Max(bytes, 128));
        _used = 0;
    }
}
