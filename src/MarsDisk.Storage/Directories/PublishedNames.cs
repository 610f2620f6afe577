using System.Text.RegularExpressions;

namespace MarsDisk.Storage.Directories;

/// <summary>Which file names in <c>series</c> and <c>state</c> are those of chunks and states; all others are left alone.</summary>
internal static partial class PublishedNames
{
    public static bool IsChunk(string fileName) => Chunk().IsMatch(fileName);

    public static bool IsState(string fileName) => State().IsMatch(fileName);

    public static bool IsHistory(string fileName) => History().IsMatch(fileName);

    [GeneratedRegex(@"^[a-z][a-z0-9_]*_chunk_[0-9]{9,19}_[0-9]{9,19}\.parquet\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Chunk();

    [GeneratedRegex(@"^state-[0-9]{9,19}\.bin\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex State();

    [GeneratedRegex(@"^history-[0-9]{9,19}\.bin\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex History();
}
