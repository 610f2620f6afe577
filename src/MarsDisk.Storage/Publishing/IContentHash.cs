using System.Security.Cryptography;
using MarsDisk.Journal.Events;

namespace MarsDisk.Storage.Publishing;

/// <summary>The hash of one file while it is written: appended to from begin to end, ended once, then asked for.</summary>
internal interface IContentHash : IDisposable
{
    /// <summary>Adds bytes. They are the caller's again when the call returns.</summary>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Says that no byte follows. Does not wait.</summary>
    void End();

    /// <summary>The hash of every byte, after <see cref="End"/>; waits until it is known.</summary>
    ContentHash Value { get; }
}

/// <summary>Hashes on the thread that writes.</summary>
internal sealed class InlineHash : IContentHash
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public ContentHash Value => Of(_hash);

    public void Append(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    public void End()
    {
    }

    public void Dispose() => _hash.Dispose();

    internal static ContentHash Of(IncrementalHash hash)
    {
        Span<byte> value = stackalloc byte[ContentHash.Length];
        hash.GetCurrentHash(value);
        return new ContentHash(value);
    }
}
