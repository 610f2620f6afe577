using System.Runtime.CompilerServices;
using System.Text;

namespace MarsDisk.Scenario.Units;

/// <summary>
/// Units by their spelling, which is one word of at most seven bytes for each of them, so that a comparison is one of two
/// numbers and nothing is made to look one up.
/// </summary>
internal static class UnitWords
{
    /// <summary>Bytes of the longest spelling.</summary>
    public const int BytesMax = 7;

    private const int SlotBits = 7;

    private static readonly Slot[] Slots = Build();

    /// <summary>The unit with a spelling, or null.</summary>
    public static UnitExpr? Find(ReadOnlySpan<byte> text) => text.Length <= BytesMax ? Find(Word(text), false) : null;

    /// <summary>The unit with a spelling, or null.</summary>
    /// <param name="word">The bytes of the spelling, the first one lowest, zeros behind it.</param>
    /// <param name="mustBeCanonical">Only the spelling that is written.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UnitExpr? Find(ulong word, bool mustBeCanonical)
    {
        var slots = Slots;
        for (var at = Hash(word); ; at++)
        {
            ref readonly var slot = ref slots[at & ((1 << SlotBits) - 1)];
            if (slot.Word == word)
                return mustBeCanonical && !slot.IsCanonical ? null : slot.Unit;
            if (slot.Unit is null)
                return null;
        }
    }

    private static int Hash(ulong word) => (int)(word * 0x9E3779B97F4A7C15 >> (64 - SlotBits));

    private static ulong Word(ReadOnlySpan<byte> text)
    {
        ulong word = 0;
        for (var i = text.Length - 1; i >= 0; i--)
            word = word << 8 | text[i];
        return word;
    }

    private static Slot[] Build()
    {
        var slots = new Slot[1 << SlotBits];
        foreach (var name in UnitTable.Names)
        {
            var word = Word(Encoding.UTF8.GetBytes(name));
            var at = Hash(word);
            while (slots[at & (slots.Length - 1)].Unit is not null)
                at++;
            var unit = UnitTable.Find(name)!;
            slots[at & (slots.Length - 1)] = new(word, unit, unit.Text == name);
        }

        return slots;
    }

    private readonly record struct Slot(ulong Word, UnitExpr? Unit, bool IsCanonical);
}
