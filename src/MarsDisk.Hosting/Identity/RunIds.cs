using System.Text;

using MarsDisk.Journal.Events;

namespace MarsDisk.Hosting.Identity;

/// <summary>Ids of runs: the same plan has the same id in any directory and on any machine (experience.md §4.5).</summary>
public static class RunIds
{
    private const int Letters = 26;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>First 26 base-32 letters of the plan hash.</summary>
    /// <param name="planHash">Hash of everything that can change a byte of the series.</param>
    public static RunId Of(ContentHash planHash)
    {
        Span<byte> bytes = stackalloc byte[ContentHash.Length];
        planHash.CopyTo(bytes);
        var id = new StringBuilder(Letters);
        for (var letter = 0; letter < Letters; letter++)
            id.Append(Alphabet[FiveBits(bytes, 5 * letter)]);
        return new RunId(id.ToString());
    }

    private static int FiveBits(ReadOnlySpan<byte> bytes, int first)
    {
        var pair = (bytes[first / 8] << 8) | bytes[(first / 8) + 1];
        return (pair >> (11 - (first % 8))) & 31;
    }
}
