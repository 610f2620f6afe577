namespace MarsDisk.Cli.Output;

/// <summary>The nearest known word to a mistyped one.</summary>
internal static class Nearest
{
    private const int DistanceMax = 3;

    public static string? To(string word, IEnumerable<string> known) =>
        known.Select(name => (Name: name, Distance: Distance(word, name)))
            .Where(candidate => candidate.Distance <= Math.Min(DistanceMax, Math.Max(1, word.Length / 2)))
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();

    // Edits between two words; swapped neighbours, the commonest slip of a hand, count once.
    private static int Distance(string a, string b)
    {
        var edits = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
                edits[i, j] = Edits(edits, a, b, i, j);
        }

        return edits[a.Length, b.Length];
    }

    private static int Edits(int[,] edits, string a, string b, int i, int j)
    {
        if (i == 0 || j == 0)
            return i + j;

        var least = Math.Min(Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1, edits[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
        var isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return isSwap ? Math.Min(least, edits[i - 2, j - 2] + 1) : least;
    }
}
