using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace MarsDisk.Snapshots;

/// <summary>
/// Keys of blobs: <c>hh/seriesHash/sequence-writeId.mdsnap</c>. No text of a user gets into a key; names come from hashes, so
/// that separators, colons and long names are harmless. A store puts its own prefix in front.
/// </summary>
public static partial class SnapshotKeys
{
    private const int SeriesDigits = 24;
    private const int KeyCharactersMax = 512;

    private static readonly SearchValues<char> Forbidden =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code), '\\', '\u007f']);

    /// <summary>The key of one write.</summary>
    /// <param name="series">Whose.</param>
    /// <param name="sequence">Step or sequence number, not negative.</param>
    /// <param name="writeId">Identity of the write.</param>
    public static string KeyOf(SnapshotSeries series, long sequence, Guid writeId)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        var hash = HashOf(series);
        return string.Create(CultureInfo.InvariantCulture, $"{hash[..2]}/{hash}/{sequence:D20}-{writeId:N}.mdsnap");
    }

    /// <summary>First 24 hexadecimal digits of SHA-256 of the three parts, with line ends between them.</summary>
    public static string HashOf(SnapshotSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var bytes = Encoding.UTF8.GetBytes($"{series.Scope}\n{series.Name}\n{series.SchemaTag}");
        return Convert.ToHexStringLower(SHA256.HashData(bytes))[..SeriesDigits];
    }

    /// <summary>Whether a key (behind the store's prefix) is one of ours. Others are never touched.</summary>
    public static bool IsKey(string key) => Grammar().IsMatch(key);

    /// <summary>The write id within a key.</summary>
    /// <exception cref="ArgumentException">It is no key.</exception>
    public static Guid WriteIdOf(string key) =>
        IsKey(key) ? Guid.ParseExact(key.AsSpan(key.Length - ".mdsnap".Length - 32, 32), "N") : throw new ArgumentException($"'{key}' is no key of a snapshot.", nameof(key));

    /// <summary>
    /// Refuses a key that could leave the store's prefix or name something hidden. Keys of older programs need not have
    /// our form, but they are relative paths of visible names, too.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// Empty, longer than 512 characters, or with a control character, a backslash, an empty part, or a part that begins with a dot.
    /// </exception>
    public static void RequireSafe(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (key.Length > KeyCharactersMax)
            throw new ArgumentException($"At most {KeyCharactersMax} characters are allowed, found {key.Length}.", nameof(key));
        foreach (var part in key.Split('/'))
        {
            if (part.Length == 0 || part[0] == '.' || part.AsSpan().ContainsAny(Forbidden))
                throw new ArgumentException("A key consists of visible names with slashes between them.", nameof(key));
        }
    }

    [GeneratedRegex(@"\A[0-9a-f]{2}/[0-9a-f]{24}/[0-9]{20}-[0-9a-f]{32}\.mdsnap\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Grammar();
}
