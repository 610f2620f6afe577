using System.Text;

namespace MarsDisk.Hosting.Daemon.Scenarios;

/// <summary>
/// Whether bytes are the beginning of a scenario. Its first statement stands nowhere else, so a sender that begins again at its
/// first byte, whatever the greeting said, is known by it.
/// </summary>
internal static class SourceStart
{
    /// <summary>Bytes after which the answer is no.</summary>
    public const int BytesMax = 4096;

    private const int WordBytes = 256;

    /// <summary>Null: the answer needs more bytes.</summary>
    public static bool? Is(ReadOnlySpan<byte> bytes)
    {
        var isWhole = bytes.Length >= BytesMax;
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        while (true)
        {
            bytes = bytes.TrimStart(" \t\r\n"u8);
            if (bytes is not [(byte)'#', ..])
                break;
            if (bytes.IndexOf((byte)'\n') is var end && end < 0)
                return isWhole ? false : null;
            bytes = bytes[end..];
        }

        if (bytes.IsEmpty)
            return isWhole ? false : null;
        var words = Squeezed(bytes);
        foreach (var word in (string[])["scenario\"", "{\"op\":\"scenario\""])
        {
            if (words.StartsWith(word, StringComparison.Ordinal))
                return true;
            if (!isWhole && bytes.Length < WordBytes && word.StartsWith(words, StringComparison.Ordinal))
                return null;
        }

        return false;
    }

    // The first bytes without blanks, so that both ways of writing them compare.
    private static string Squeezed(ReadOnlySpan<byte> bytes) =>
        Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, WordBytes)]).Replace(" ", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal);
}
