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
        Reserve(ShortNumber.BytesMax);
        _ = Utf8Formatter.TryFormat(value, _free[_used..], out var written);
        _used += written;
    }

    /// <summary>The shortest number with the same bits: <c>1e-7</c>, not <c>1E-07</c>.</summary>
    public void Number(double value)
    {
        Reserve(ShortNumber.BytesMax);
        var free = _free[_used..];
        if (ShortNumber.TryWrite(value, free, out var written))
        {
            _used += written;
            return;
        }

        _ = value.TryFormat(free, out written, "R", CultureInfo.InvariantCulture);
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
