using System.Buffers.Binary;
using System.Text;

namespace MarsDisk.Scenario.Lexing;

/// <summary>
/// Gives equal names and keys of one parse the same string. Open addressing over the bytes with a seed of the process, at
/// most 4096 names: what finds no place is not kept, so that a hostile source costs only its own strings.
/// </summary>
internal sealed class NameTable
{
    private const int Capacity = 4096;
    private const int ProbesMax = 8;

    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64() | 1;

    private KnownName?[] _names = new KnownName?[64];
    private int _count;

    /// <summary>The string of an ASCII name.</summary>
    public string Get(ReadOnlySpan<byte> name)
    {
        var hash = Hash(name);
        var names = _names;
        for (var probe = 0; probe < ProbesMax; probe++)
        {
            ref var slot = ref names[(hash + (uint)probe) & (uint)(names.Length - 1)];
            if (slot is null)
                return Keep(ref slot, name);
            if (slot.Is(name))
                return slot.Text;
        }

        if (names.Length == Capacity)
            return Encoding.ASCII.GetString(name);
        Grow();
        return Get(name);
    }

    /// <summary>A name that was asked for before, if it was kept.</summary>
    public KnownName? Find(ReadOnlySpan<byte> name)
    {
        var hash = Hash(name);
        var names = _names;
        for (var probe = 0; probe < ProbesMax; probe++)
        {
            var known = names[(hash + (uint)probe) & (uint)(names.Length - 1)];
            if (known is null || known.Is(name))
                return known;
        }

        return null;
    }

    private string Keep(ref KnownName? slot, ReadOnlySpan<byte> name)
    {
        slot = new KnownName(name);
        var text = slot.Text;
        _count++;
        if (_count > _names.Length / 2 && _names.Length < Capacity)
            Grow();
        return text;
    }

    private void Grow()
    {
        var old = _names;
        _names = new KnownName?[old.Length * 4];
        _count = 0;
        foreach (var name in old)
        {
            if (name is not null)
                Insert(name, Hash(name.Spaced.AsSpan()[..^1]));
        }
    }

    private void Insert(KnownName name, uint hash)
    {
        for (var probe = 0; probe < ProbesMax; probe++)
        {
            ref var slot = ref _names[(hash + (uint)probe) & (uint)(_names.Length - 1)];
            if (slot is not null)
                continue;
            slot = name;
            _count++;
            return;
        }
    }

    // The words at both ends and in the middle: all bytes of what is usual. Longer names that differ elsewhere only fill the
    // places behind each other.
    private static uint Hash(ReadOnlySpan<byte> name)
    {
        var hash = Seed + (ulong)name.Length * 0xD6E8FEB86659FD93;
        if (name.Length >= sizeof(ulong))
        {
            hash ^= Word(name) * 0x9E3779B97F4A7C15;
            hash ^= Word(name[^sizeof(ulong)..]) * 0xC2B2AE3D27D4EB4F;
            hash ^= Word(name[((name.Length - sizeof(ulong)) / 2)..]) * 0xA0761D6478BD642F;
        }
        else
        {
            ulong word = 0;
            foreach (var letter in name)
                word = word << 8 | letter;
            hash ^= word * 0x9E3779B97F4A7C15;
        }

        return (uint)(hash * 0xD6E8FEB86659FD93 >> 32);
    }

    private static ulong Word(ReadOnlySpan<byte> name) => BinaryPrimitives.ReadUInt64LittleEndian(name);
}

/// <summary>A name of which there is one string.</summary>
/// <param name="name">ASCII.</param>
internal sealed class KnownName(ReadOnlySpan<byte> name)
{
    /// <summary>The name.</summary>
    public string Text { get; } = Encoding.ASCII.GetString(name);

    /// <summary>Its bytes, and a blank behind them.</summary>
    public byte[] Spaced { get; } = [.. name, (byte)' '];

    public bool Is(ReadOnlySpan<byte> other) => Spaced.Length == other.Length + 1 && Spaced.AsSpan().StartsWith(other);
}
