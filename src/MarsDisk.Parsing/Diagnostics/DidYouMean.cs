using System.Runtime.InteropServices;

namespace MarsDisk.Parsing;

/// <summary>
/// Finds the names that somebody probably meant: Damerau–Levenshtein distance (insert, delete, replace, swap of
/// neighbours)
/// of at most 2, at most 1 for words under five letters.
/// </summary>
public static class DidYouMean
{
    /// <summary>Most names that are offered.</summary>
    public const int MostNames = 3;

    private const int ShortWord = 5;

    /// <summary>
    /// The best names, nearest first, at equal distance by ordinal order. The word itself is never among them.
    /// </summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What could have been meant.</param>
    public static IReadOnlyList<string> Nearest(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        var most = word.Length < ShortWord ? 1 : 2;
        return [.. candidates
            .Where(candidate => Math.Abs(candidate.Length - word.Length) <= most && candidate != word)
            .Distinct(StringComparer.Ordinal)
            .Select(candidate => (Candidate: candidate, Distance: Distance(word, candidate)))
            .Where(found => found.Distance <= most)
            .OrderBy(found => found.Distance).ThenBy(found => found.Candidate, StringComparer.Ordinal)
            .Take(MostNames)
            .Select(found => found.Candidate)];
    }

    /// <summary>The same as changes of the source.</summary>
    /// <param name="at">Where the word stands.</param>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What could have been meant.</param>
    public static IReadOnlyList<FixIt> FixIts(SourceSpan at, string word, IEnumerable<string> candidates)
        => [.. Nearest(word, candidates).Select(name => new FixIt.Replace(at, name))];

    /// <summary>The names as a sentence, <c>did you mean "a", "b" or "c"?</c>; null without a name.</summary>
    public static string? Sentence(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var quoted = names.Select(name => $"\"{name}\"").ToList();
        return quoted.Count switch
        {
            0 => null,
            1 => $"did you mean {quoted[0]}?",
            _ => $"did you mean {string.Join(", ", quoted[..^1])} or {quoted[^1]}?",
        };
    }

    /// <summary>
    /// Fewest inserted, deleted, replaced characters and swapped neighbours that turn one word into the other
    /// (Damerau 1964; table of Lowrance and Wagner 1975).
    /// </summary>
    public static int Distance(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var far = left.Length + right.Length;
        var table = new int[left.Length + 2, right.Length + 2];
        var lastRowOf = new Dictionary<char, int>();
        table[0, 0] = far;
        for (var i = 0; i <= left.Length; i++)
            (table[i + 1, 0], table[i + 1, 1]) = (far, i);
        for (var j = 0; j <= right.Length; j++)
            (table[0, j + 1], table[1, j + 1]) = (far, j);

        for (var i = 1; i <= left.Length; i++)
        {
            var lastColumn = 0;
            for (var j = 1; j <= right.Length; j++)
            {
                var row = lastRowOf.GetValueOrDefault(right[j - 1]);
                var swap = table[row, lastColumn] + (i - row - 1) + 1 + (j - lastColumn - 1);
                var isSame = left[i - 1] == right[j - 1];
                if (isSame)
                    lastColumn = j;
                var edit = Math.Min(table[i, j + 1], table[i + 1, j]) + 1;
                table[i + 1, j + 1] = Math.Min(Math.Min(table[i, j] + (isSame ? 0 : 1), edit), swap);
            }

            CollectionsMarshal.GetValueRefOrAddDefault(lastRowOf, left[i - 1], out _) = i;
        }

        return table[left.Length + 1, right.Length + 1];
    }
}
