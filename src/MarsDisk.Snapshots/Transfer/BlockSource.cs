using System.Security.Cryptography;
using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Transfer;

/// <summary>
/// Cuts the data of a put into blocks, and compares them with what was announced before the last block is handed out. Reads
/// one byte ahead to know which block is the last. A block is hashed while it travels; the last one before it does.
/// </summary>
/// <param name="data">The data; need not be seekable.</param>
/// <param name="request">What was announced.</param>
internal sealed class BlockSource(Stream data, BlobPutRequest request) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _ahead = new byte[1];
    private bool _hasAhead;

    /// <summary>Bytes handed out.</summary>
    public long Length { get; private set; }

    /// <summary>Whether the block that was filled last is the last one.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Checksum of all bytes; set at the end.</summary>
    public SnapshotChecksum Checksum { get; private set; }

    /// <summary>Ends when the block that was filled last is hashed.</summary>
    public Task Hashed { get; private set; } = Task.CompletedTask;

    /// <summary>Fills a block.</summary>
    /// <returns>Bytes of the block; fewer than its length at the end only.</returns>
    /// <exception cref="BlobFailure">The data cannot be read, or are not what was announced.</exception>
    public async ValueTask<int> FillAsync(Memory<byte> block, CancellationToken cancellation)
    {
        await Hashed.ConfigureAwait(false);             // blocks are hashed in their order
        var count = 0;
        if (_hasAhead)
        {
            block.Span[0] = _ahead[0];
            count = 1;
        }
        count += await ReadAsync(block[count..], cancellation).ConfigureAwait(false);
        _hasAhead = count == block.Length && await ReadAsync(_ahead, cancellation).ConfigureAwait(false) == 1;
        IsAtEnd = !_hasAhead;
        Length += count;
        if (Length + (_hasAhead ? 1 : 0) > request.Length)
            throw Refused(SnapshotCodes.BlobLength, $"The data goes on behind the announced {request.Length} bytes.");
        if (IsAtEnd || OperatingSystem.IsBrowser())
            _hash.AppendData(block.Span[..count]);
        else
            Hashed = Task.Run(() => _hash.AppendData(block.Span[..count]), CancellationToken.None);
        if (IsAtEnd)
            Finish();
        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void Finish()
    {
        if (request.Length is { } announced && announced != Length)
            throw Refused(SnapshotCodes.BlobLength, $"The data has {Length} bytes, announced were {announced}.");
        Checksum = SnapshotChecksum.Sha256(_hash.GetHashAndReset());
        if (request.Expected is { Algorithm: ChecksumAlgorithm.Sha256 } expected && expected != Checksum)
            throw Refused(SnapshotCodes.BlobChecksum, "The data has another checksum than the announced one.");
    }

    private async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return await data.ReadAtLeastAsync(target, target.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            throw Refused(SnapshotCodes.BlobSource, $"The data cannot be read: {error.Message}", error);
        }
    }

    private static BlobFailure Refused(string code, string message, Exception? cause = null) =>
        new(SnapshotStatus.Fault, new SnapshotError(SnapshotStage.Place, code, message, IsTransient: false, cause));
}
