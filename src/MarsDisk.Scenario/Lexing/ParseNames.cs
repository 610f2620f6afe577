using System.Text;

namespace MarsDisk.Scenario.Lexing;

/// <summary>Names and compound units of one parse, each made once.</summary>
internal sealed class ParseNames
{
    private const int UnitsMax = 64;
    private const int ScratchBytes = 512;

    private readonly (byte[] Text, UnitExpr Unit)[] _units = new (byte[], UnitExpr)[UnitsMax];
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

    /// <summary>The string of a key that was right before; null for all others.</summary>
    public string? FindKey(ReadOnlySpan<byte> key) => _keys?.Find(key);

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
