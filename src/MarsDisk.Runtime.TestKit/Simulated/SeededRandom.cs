namespace MarsDisk.Runtime.Testing;

/// <summary>A generator whose numbers are the same on every machine and in every version: SplitMix64.</summary>
/// <param name="seed">Where the sequence begins.</param>
public sealed class SeededRandom(long seed)
{
    private ulong _state = (ulong)seed;

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        var bits = _state;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }

    /// <summary>A number from 0 to below <paramref name="end"/>.</summary>
    public int Below(int end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, 1);
        return (int)(NextBits() % (uint)end);
    }

    /// <summary>A number from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public int Between(int first, int last) => first + Below(last - first + 1);

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int times) => Below(times) == 0;

    /// <summary>One of the items.</summary>
    public T Of<T>(IReadOnlyList<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items[Below(items.Count)];
    }
}
