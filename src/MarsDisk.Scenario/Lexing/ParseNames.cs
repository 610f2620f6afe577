using System.Text;

namespace MarsDisk.Scenario.Lexing;

/// <summary>Names and compound units of one parse, each made once.</summary>
internal sealed class ParseNames
{
    private const int UnitsMax = 64;
    private const int ScratchBytes = 512;
    private const int KeyBytesMax = 256;
    private const int RecentBits = 5;

    private readonly (byte[] Text, UnitExpr Unit)[] _units = new (byte[], UnitExpr)[UnitsMax];
    private readonly KnownName?[] _recent = new KnownName?[1 << RecentBits];
    private NameTable? _names;
    private NameTable? _keys;
    private byte[]? _scratch;
    private int _unitCount;

    /// <summary>Room for a line that is written anew.</summary>
    public byte[] Scratch => _scratch ??= new byte[ScratchBytes];

    /// <summary>The string of an ASCII name.</summary>
    public string Name(ReadOnlySpan<byte> name) => (_names ??= new()).Get(name);

    /// <summary>The string of a key that is right.</summary>
    public string Key(ReadOnlySpan<byte> key) => (_keys ??= new()).Get(key);

    /// <summary>
    /// The string of a key that was right before, and passes it and the blank behind it; null for all others. A key that was
    /// met not long ago is known by its first bytes, before its end is known.
    /// </summary>
    public string? PassKey(ReadOnlySpan<byte> text, ref int at)
    {
        var rest = text[at..];
        ref var recent = ref _recent[DigitBlock.Load(text, at) * 0x9E3779B97F4A7C15 >> (64 - RecentBits)];
        if (recent is null || !rest.StartsWith(recent.Spaced))
        {
            var length = rest[..Math.Min(rest.Length, KeyBytesMax)].IndexOf((byte)' ');
            if (length <= 0 || _keys?.Find(rest[..length]) is not { } known)
                return null;
            recent = known;
        }

        at += recent.Spaced.Length;
        return recent.Text;
    }

    /// <summary>A unit that was read before with the same spelling.</summary>
    public UnitExpr? FindUnit(ReadOnlySpan<byte> text)
    {
        foreach (var (known, unit) in _units.AsSpan(0, _unitCount))
        {
            if (text.SequenceEqual(known))
                return unit;
        }

        return null;
    }

    /// <summary>Keeps a unit; the first 64 spellings of a parse are enough.</summary>
    public void KeepUnit(ReadOnlySpan<byte> text, UnitExpr unit)
    {
        if (_unitCount < UnitsMax)
            _units[_unitCount++] = (text.ToArray(), unit);
    }

    /// <summary>A string of any text, not kept.</summary>
    public static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);
}
