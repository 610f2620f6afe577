using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MarsDisk.Journal.Events;

/// <summary>A SHA-256 as a value: compared and stored without an array behind it.</summary>
public readonly record struct ContentHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = 32;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    /// <summary>Takes the 32 bytes of a SHA-256.</summary>
    /// <exception cref="ArgumentException">The span does not hold 32 bytes.</exception>
    public ContentHash(ReadOnlySpan<byte> sha256)
    {
        if (sha256.Length != Length)
            throw new ArgumentException($"A SHA-256 has {Length} bytes, found {sha256.Length}.", nameof(sha256));
        _a = BinaryPrimitives.ReadUInt64BigEndian(sha256);
        _b = BinaryPrimitives.ReadUInt64BigEndian(sha256[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(sha256[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(sha256[24..]);
    }

    /// <summary>Hash of some bytes.</summary>
    public static ContentHash Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(content, hash);
        return new ContentHash(hash);
    }

    /// <summary>Reads the 64 hexadecimal digits that <see cref="ToString"/> writes; a prefix <c>sha256:</c> is allowed.</summary>
    /// <exception cref="FormatException">The text is not 64 hexadecimal digits.</exception>
    public static ContentHash Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        const string prefix = "sha256:";
        var digits = text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
        if (digits.Length != 2 * Length)
            throw new FormatException($"A SHA-256 has {2 * Length} hexadecimal digits, found '{text}'.");
        return new ContentHash(Convert.FromHexString(digits));
    }

    /// <summary>Writes the 32 bytes in the order of the hash.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _d);
    }

    /// <summary>64 lower-case hexadecimal digits, as <c>sha256sum</c> prints them.</summary>
    public override string ToString()
    {
        Span<byte> hash = stackalloc byte[Length];
        CopyTo(hash);
        return Convert.ToHexStringLower(hash);
    }
}
