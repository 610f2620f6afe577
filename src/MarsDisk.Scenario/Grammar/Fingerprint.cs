using System.Text;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Grammar;

/// <summary>A number that changes when words, units or the lexical profile change: a checkpoint of another one is refused.</summary>
internal static class Fingerprint
{
    private const string Profile = "scenario/1 rules 1";

    /// <summary>FNV-1a, 64 bits (Fowler, Noll, Vo) over profile, expectations and units.</summary>
    public static ulong Of()
    {
        var hash = Add(0xCBF29CE484222325, Profile);
        for (var id = 0; id < Expectations.Table.Count; id++)
            hash = Add(hash, Expectations.Table[id].Text);
        foreach (var name in UnitTable.Names)
        {
            var unit = UnitTable.Find(name)!;
            hash = Add(hash, FormattableString.Invariant($"{name} {unit.Text} {string.Join(' ', unit.Dimension)} {unit.ToSi:R}"));
        }

        return hash;
    }

    private static ulong Add(ulong hash, string text)
    {
        foreach (var value in Encoding.UTF8.GetBytes(text + "\n"))
            hash = (hash ^ value) * 0x100000001B3;
        return hash;
    }
}
