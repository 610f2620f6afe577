namespace MarsDisk.Actors.Parsing.Coordination;

/// <summary>Which units have come: each takes effect once, however often it is sent, and none may be left out.</summary>
internal sealed class OrdinalBook
{
    // Ranges of units that the journal keeps, ascending, not touching. Gaps are units that their run keeps.
    private readonly List<(long First, long End)> _kept = [];

    /// <summary>The ordinal that is due.</summary>
    public long Next { get; private set; }

    /// <summary>The parser begins here.</summary>
    public void Position(long next) => Next = next;

    /// <summary>Takes units. Null when one was left out; else how many of them came before: they are skipped.</summary>
    public int? Take(long first, int count)
    {
        if (first > Next)
            return null;
        var known = (int)Math.Min(count, Next - first);
        Next = Math.Max(Next, first + count);
        return known;
    }

    /// <summary>Notes units that the journal keeps from now on.</summary>
    public void Keep(long first, int count)
    {
        if (_kept is [.., var last] && last.End == first)
            _kept[^1] = (last.First, first + count);
        else
            _kept.Add((first, first + count));
    }

    /// <summary>How many of some units, from the first on, the journal keeps.</summary>
    public int Kept(long first, int count)
    {
        var (low, high) = (0, _kept.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_kept[middle].End <= first)
                low = middle + 1;
            else if (_kept[middle].First > first)
                high = middle - 1;
            else
                return (int)Math.Min(count, _kept[middle].End - first);
        }

        return 0;
    }
}
