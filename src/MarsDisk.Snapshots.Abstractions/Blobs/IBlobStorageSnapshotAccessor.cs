using System.Diagnostics.CodeAnalysis;

namespace MarsDisk.Snapshots;

/// <summary>
/// A store of objects that are written once. An author of a store implements the members without a body; the four
/// convenience members at the end are not overridden.
/// </summary>
public interface IBlobStorageSnapshotAccessor
{
    /// <summary>Name in handles, e.g. <c>file</c> or <c>s3</c>.</summary>
    string ProviderName { get; }

    /// <summary>What it can do beyond the plain operations.</summary>
    BlobCapabilities Capabilities { get; }

    /// <summary>Longest object.</summary>
    long MaxObjectBytes { get; }

    /// <summary>Longest body that the <c>byte[]</c> members accept.</summary>
    int LegacyByteLimit => 64 * 1024 * 1024;

    /// <summary>
    /// Puts an object, all or nothing: after a failure nothing is visible under the key. An object that is there with equal
    /// length and checksum is <see cref="SnapshotStatus.AlreadyDone"/>, with other content <see cref="SnapshotStatus.Conflict"/>.
    /// </summary>
    /// <param name="request">Key, length and checksum.</param>
    /// <param name="data">The bytes; need not be seekable. A seekable one allows a retry of the whole.</param>
    /// <param name="cancellation">Ends it before it is published.</param>
    ValueTask<SnapshotOutcome<BlobPutReceipt>> PutAsync(BlobPutRequest request, Stream data, CancellationToken cancellation = default);

    /// <summary>Reads an object or a part of it. The stream is closed by the caller.</summary>
    /// <param name="key">The key.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="count">Number of bytes; null: to the end.</param>
    /// <param name="cancellation">Ends the opening.</param>
    ValueTask<SnapshotOutcome<Stream>> GetAsync(string key, long offset = 0, long? count = null, CancellationToken cancellation = default);

    /// <summary>Asks for an object's properties; <see cref="SnapshotStatus.NotFound"/> when it is absent.</summary>
    ValueTask<SnapshotOutcome<BlobProperties>> ProbeAsync(string key, CancellationToken cancellation = default);

    /// <summary>Deletes an object.</summary>
    /// <returns>False: it was absent.</returns>
    ValueTask<SnapshotOutcome<bool>> DeleteAsync(string key, string? ifMatchETag = null, CancellationToken cancellation = default);

    /// <summary>Every object whose key begins so, each once. Failures are thrown as <see cref="IOException"/>.</summary>
    IAsyncEnumerable<BlobProperties> ListAsync(string prefix, CancellationToken cancellation = default);

    /// <summary>Aborts uploads under a prefix that nobody finished in time.</summary>
    /// <returns>How many.</returns>
    ValueTask<SnapshotOutcome<int>> AbortStaleUploadsAsync(string prefix, TimeSpan olderThan, CancellationToken cancellation = default);

    /// <summary>Makes the container, bucket or table, not public. May be called again at any time.</summary>
    ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation = default);

    /// <summary>Puts a stream of unknown length and gives its key.</summary>
    /// <exception cref="IOException">It was not put.</exception>
    async Task<string> WriteAsync(Stream data, string projectorName, CancellationToken cancellation = default)
    {
        var writeId = Guid.CreateVersion7();
        var series = new SnapshotSeries("legacy", projectorName);
        var request = new BlobPutRequest(
            SnapshotKeys.KeyOf(series, 0, writeId), Length: null, Expected: null, "application/octet-stream", writeId);
        var put = await PutAsync(request, data, cancellation).ConfigureAwait(false);
        return put.TryGet(out var receipt) ? receipt.Key : throw new IOException(put.ToString(), put.Error?.Cause);
    }

    /// <summary>Opens an object from its first byte.</summary>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    async Task<Stream> OpenReadAsync(string key, CancellationToken cancellation = default)
    {
        var got = await GetAsync(key, cancellation: cancellation).ConfigureAwait(false);
        return got.TryGet(out var stream) ? stream : throw new IOException(got.ToString(), got.Error?.Cause);
    }

    /// <summary>The form of older callers, through the stream.</summary>
    /// <exception cref="IOException">It was not put.</exception>
    /// <exception cref="ArgumentException">Longer than <see cref="LegacyByteLimit"/>.</exception>
    [Obsolete("MSNAP0001: use the stream form")]
    [SuppressMessage("Minor Code Smell", "S1133", Justification = "Kept for callers of the older form.")]
    Task<string> WriteAsync(byte[] data, string projectorName, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Length > LegacyByteLimit)
            throw new ArgumentException($"{data.Length} bytes are more than the {LegacyByteLimit} of the byte[] form; use the stream form.", nameof(data));
        return WriteAsync(new MemoryStream(data, writable: false), projectorName, cancellation);
    }

    /// <summary>The form of older callers, through the stream.</summary>
    /// <exception cref="IOException">It is not there, cannot be read, or is longer than <see cref="LegacyByteLimit"/>.</exception>
    [Obsolete("MSNAP0001: use the stream form")]
    async Task<byte[]> ReadAsync(string key, CancellationToken cancellation = default)
    {
        var probe = await ProbeAsync(key, cancellation).ConfigureAwait(false);
        if (!probe.TryGet(out var properties))
            throw new IOException(probe.ToString(), probe.Error?.Cause);
        if (properties.Length > LegacyByteLimit)
            throw new IOException($"{properties.Length} bytes are more than the {LegacyByteLimit} of the byte[] form; use the stream form.");
        var stream = await OpenReadAsync(key, cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var bytes = new byte[properties.Length];
            await stream.ReadExactlyAsync(bytes, cancellation).ConfigureAwait(false);
            return bytes;
        }
    }
}
