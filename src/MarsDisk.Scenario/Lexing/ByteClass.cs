namespace MarsDisk.Scenario.Lexing;

/// <summary>What a byte can be part of: one look-up instead of comparisons.</summary>
internal static class ByteClass
{
    /// <summary>Begins a name.</summary>
    public const byte Start = 1;

    /// <summary>Part of a name.</summary>
    public const byte Name = 2;

    /// <summary>Part of a word: a name with hyphens.</summary>
    public const byte Word = 4;

    /// <summary>Begins a number.</summary>
    public const byte Number = 8;

    /// <summary>Hexadecimal digit.</summary>
    public const byte Hex = 16;

    private static readonly byte[] Classes = Build();

    public static bool Is(byte value, byte what) => (Classes[value] & what) != 0;

    public static bool IsDigit(byte value) => (uint)(value - '0') <= 9;

    private static byte[] Build()
    {
        var classes = new byte[256];
        for (var i = 0; i < 128; i++)
        {
            var c = (char)i;
            if (char.IsAsciiLetter(c) || c == '_')
                classes[i] |= Start | Name | Word;
            if (char.IsAsciiDigit(c))
                classes[i] |= Name | Word | Number;
            if (c is '-')
                classes[i] |= Word | Number;
            if (c is '+' or '.')
                classes[i] |= Number;
            if (char.IsAsciiHexDigit(c))
                classes[i] |= Hex;
        }

        return classes;
    }
}
