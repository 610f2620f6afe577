using System.Numerics;

namespace MarsDisk.History.Reading;

/// <summary>Finds the key of a rank by dividing the keys again and again: a few passes instead of a whole sort.</summary>
internal static class RankSelection
{
    // Divisions that go badly so often are left to the sort, whose time is bounded.
    private const int RoundsPerBit = 4;

    /// <summary>The key that a sort would put at a rank. Smaller ones stand before it afterwards, larger ones behind it.</summary>
    public static ulong Select(Span<ulong> keys, int rank)
    {
        var low = 0;
        var high = keys.Length - 1;
        for (var rounds = RoundsPerBit * (BitOperations.Log2((uint)keys.Length) + 1); low < high; rounds--)
        {
            if (rounds == 0)
            {
                keys[low..(high + 1)].Sort();
                break;
            }

            var (left, right) = Divide(keys, low, high);
            if (rank <= left)
                high = left;
            else if (rank >= right)
                low = right;
            else
                break;
        }

        return keys[rank];
    }

    /// <summary>The smallest of some keys.</summary>
    public static ulong Smallest(ReadOnlySpan<ulong> keys)
    {
        var smallest = ulong.MaxValue;
        foreach (var key in keys)
            smallest = Math.Min(smallest, key);
        return smallest;
    }

    // Up to the left end no key is larger than the pivot, from the right end on none is smaller; between them it stands.
    private static (int Left, int Right) Divide(Span<ulong> keys, int low, int high)
    {
        var pivot = Middle(keys[low], keys[low + (high - low) / 2], keys[high]);
        var left = high;
        var right = low;
        while (right <= left)
        {
            while (keys[right] < pivot)
                right++;
            while (keys[left] > pivot)
                left--;
            if (right > left)
                break;

            (keys[left], keys[right]) = (keys[right], keys[left]);
            right++;
            left--;
        }

        return (left, right);
    }

    private static ulong Middle(ulong a, ulong b, ulong c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
