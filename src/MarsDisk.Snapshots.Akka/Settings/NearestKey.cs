namespace MarsDisk.Snapshots.Akka;

/// <summary>Finds the key that a mistyped one was probably meant to be.</summary>
internal static class NearestKey
{
    /// <summary>The candidate with the fewest edits, at most a third of the key; null: none is near.</summary>
    public static string? Of(string key, IEnumerable<string> candidates)
    {
        var nearest = candidates.Select(candidate => (candidate, Edits: Edits(key, candidate))).MinBy(pair => pair.Edits);
        return nearest.candidate is not null && nearest.Edits <= Math.Max(1, key.Length / 3) ? nearest.candidate : null;
    }

    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j - 1], diagonal) + 1);
            }
        }
        return row[to.Length];
    }
}
