using System.Buffers;

namespace MarsDisk.Parsing;

/// <summary>A named class of bytes, searched with vector instructions.</summary>
public sealed class ByteSet
{
    /// <summary>0…9.</summary>
    public static readonly ByteSet Digit = new("a digit", "0123456789"u8);

    /// <summary>A…Z and a…z.</summary>
    public static readonly ByteSet Letter = new("a letter", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Letters, digits and the underscore: what words are made of.</summary>
    public static readonly ByteSet Word =
        new("a word", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);

    /// <summary>Blank and tab.</summary>
    public static readonly ByteSet Blank = new("a blank", " \t"u8);

    /// <summary>Blank, tab and line ends.</summary>
    public static readonly ByteSet Space = new("a space", " \t\r\n"u8);

    private readonly SearchValues<byte> _values;

    /// <summary>A class.</summary>
    /// <param name="name">How it is called in messages, with its article.</param>
    /// <param name="bytes">Its members.</param>
    public ByteSet(string name, ReadOnlySpan<byte> bytes)
    {
        Name = name;
        _values = SearchValues.Create(bytes);
        Expectation = new(ExpectationKind.Class, name);
    }

    /// <summary>How it is called in messages.</summary>
    public string Name { get; }

    internal Expectation Expectation { get; }

    /// <summary>Is a byte in the class?</summary>
    public bool Contains(byte value) => _values.Contains(value);

    /// <summary>How many bytes at the start of a text are in the class.</summary>
    public int LengthOf(ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAnyExcept(_values);
        return length < 0 ? text.Length : length;
    }
}
