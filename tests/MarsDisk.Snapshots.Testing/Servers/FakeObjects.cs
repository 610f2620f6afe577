using System.Security.Cryptography;

namespace MarsDisk.Snapshots.Testing.Servers;

/// <summary>Bytes that a fake server received: places in its file.</summary>
public sealed record FakeBytes(IReadOnlyList<(long Offset, int Count)> Pieces, string Md5)
{
    /// <summary>How many.</summary>
    public long Length => Pieces.Sum(piece => (long)piece.Count);

    /// <summary>Several as one.</summary>
    public static FakeBytes Join(IReadOnlyList<FakeBytes> parts) =>
        new([.. parts.SelectMany(part => part.Pieces)], $"{string.Concat(parts.Select(part => part.Md5[..4]))}-{parts.Count}");
}

/// <summary>A visible object.</summary>
public sealed record FakeObject(FakeBytes Bytes, string ETag, DateTimeOffset Modified, IReadOnlyDictionary<string, string> Metadata);

/// <summary>
/// What a fake server keeps: names in memory, bytes in a file that goes away with it, so that they do not count as
/// memory of the store under test.
/// </summary>
public sealed class FakeObjects : IDisposable
{
    private const int PieceBytes = 64 * 1024;

    private readonly FileStream _file = new(
        Path.Combine(Path.GetTempPath(), $"marsdisk-fake-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
        bufferSize: 0, FileOptions.DeleteOnClose);

    private readonly SortedDictionary<string, FakeObject> _objects = new(StringComparer.Ordinal);
    private long _end;
    private int _version;

    /// <summary>Names of all objects.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_objects)
                return [.. _objects.Keys];
        }
    }

    /// <summary>Takes bytes from a stream to its end; nothing is visible yet.</summary>
    public async Task<FakeBytes> ReceiveAsync(Stream stream, CancellationToken cancellation)
    {
        var pieces = new List<(long Offset, int Count)>();
        var buffer = new byte[PieceBytes];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        while (await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation) is var count and > 0)
        {
            var offset = Interlocked.Add(ref _end, count) - count;
            await RandomAccess.WriteAsync(_file.SafeFileHandle, buffer.AsMemory(0, count), offset, cancellation);
            hash.AppendData(buffer, 0, count);
            pieces.Add((offset, count));
        }
        return new FakeBytes(pieces, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Writes a part of an object.</summary>
    public async Task SendAsync(FakeBytes bytes, long offset, long count, Stream target, CancellationToken cancellation)
    {
        var buffer = new byte[PieceBytes];
        foreach (var piece in bytes.Pieces)
        {
            var skipped = (int)Math.Min(offset, piece.Count);
            offset -= skipped;
            var wanted = (int)Math.Min(count, piece.Count - skipped);
            if (wanted <= 0)
                continue;
            await RandomAccess.ReadAsync(_file.SafeFileHandle, buffer.AsMemory(0, wanted), piece.Offset + skipped, cancellation);
            await target.WriteAsync(buffer.AsMemory(0, wanted), cancellation);
            count -= wanted;
        }
    }

    /// <summary>Makes bytes visible.</summary>
    /// <returns>The object; null: the name is taken.</returns>
    public FakeObject? Publish(
        string name, FakeBytes bytes, bool isCreateOnly, DateTimeOffset now, IReadOnlyDictionary<string, string> metadata)
    {
        lock (_objects)
        {
            if (isCreateOnly && _objects.ContainsKey(name))
                return null;
            return _objects[name] = new FakeObject(bytes, $"\"{bytes.Md5}-{++_version:x}\"", now, metadata);
        }
    }

    /// <summary>Finds an object.</summary>
    public FakeObject? Find(string name)
    {
        lock (_objects)
            return _objects.GetValueOrDefault(name);
    }

    /// <summary>Removes an object.</summary>
    public bool Remove(string name)
    {
        lock (_objects)
            return _objects.Remove(name);
    }

    /// <summary>A page of objects whose names begin so, from behind a name.</summary>
    public IReadOnlyList<KeyValuePair<string, FakeObject>> List(string prefix, string after, int count)
    {
        lock (_objects)
        {
            return [.. _objects
                .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(pair.Key, after) > 0)
                .Take(count)];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
