using System.Data;
using System.Security.Cryptography;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.PostgreSql.Sql;
using Npgsql;
using NpgsqlTypes;

namespace MarsDisk.Snapshots.PostgreSql.Blobs;

/// <summary>
/// One put: chunks by binary copy, then the row of the object, in one transaction. Whatever ends it early leaves nothing. Puts
/// of one key stand in line.
/// </summary>
internal sealed class BlobUpload(StoreDatabase database, string name, BlobPutRequest request, Stream data, IFailpoints? failpoints)
{
    private readonly StoreSchema _tables = database.Schema;
    private readonly long _start = data.CanSeek ? data.Position : 0;
    private readonly byte[] _chunk = new byte[BlobChunks.Bytes];
    private bool _hasBegun;
    private SnapshotChecksum? _checksum;
    private long _length;

    /// <summary>Puts it; called again when the server broke off.</summary>
    public async ValueTask<SnapshotOutcome<BlobPutReceipt>> RunAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            if (await FindAsync(connection, cancellation).ConfigureAwait(false) is { } existing)
                return await CompareAsync(existing, cancellation).ConfigureAwait(false);
            if (_hasBegun && !data.CanSeek)
                return Broken();
            var copied = await CopyAsync(connection, cancellation).ConfigureAwait(false);
            if (!copied.TryGet(out var checksum))
                return copied.As<BlobPutReceipt>();
            var row = await PublishAsync(connection, checksum, cancellation).ConfigureAwait(false);
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
            return SnapshotOutcome.Ok(row.ToReceipt(request.Key, alreadyExisted: false));
        }
    }

    // The line of a key is left with the transaction, however it ends.
    private async ValueTask<BlobRow?> FindAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var batch = new NpgsqlBatch(connection) { Timeout = StoreDatabase.SecondsFor(request.Length ?? 0) };
        await using (batch.ConfigureAwait(false))
        {
            batch.Add("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", SqlText.Of(_tables.Blob + name));
            batch.Add($"SELECT {BlobRow.Columns} FROM {_tables.Blob} WHERE blob_key = $1", SqlText.Of(name));
            batch.Add(SqlText.Durable);
            var reader = await batch.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.NextResultAsync(cancellation).ConfigureAwait(false);
                return await reader.ReadAsync(cancellation).ConfigureAwait(false) ? BlobRow.Read(reader) : null;
            }
        }
    }

    private async ValueTask<SnapshotOutcome<SnapshotChecksum>> CopyAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        Rewind();
        var importer = await connection.BeginBinaryImportAsync(
            $"COPY {_tables.Chunk} (blob_key, idx, data) FROM STDIN (FORMAT BINARY)", cancellation).ConfigureAwait(false);
        await using (importer.ConfigureAwait(false))
        {
            importer.Timeout = TimeSpan.FromSeconds(StoreDatabase.SecondsFor(request.Length ?? 0));
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (var index = 0; ; index++)
            {
                var read = await ReadChunkAsync(hash, cancellation).ConfigureAwait(false);
                if (!read.TryGet(out var count))
                    return read.As<SnapshotChecksum>();
                if (count == 0)
                    break;
                await importer.StartRowAsync(cancellation).ConfigureAwait(false);
                await importer.WriteAsync(name, NpgsqlDbType.Text, cancellation).ConfigureAwait(false);
                await importer.WriteAsync(index, NpgsqlDbType.Integer, cancellation).ConfigureAwait(false);
                await importer.WriteAsync(_chunk.AsMemory(0, count), NpgsqlDbType.Bytea, cancellation).ConfigureAwait(false);
                await HitAsync("upload.block-n", cancellation).ConfigureAwait(false);
            }
            var ended = End(hash);
            if (ended.IsSuccess)
            {
                await importer.CompleteAsync(cancellation).ConfigureAwait(false);
                await HitAsync("upload.done", cancellation).ConfigureAwait(false);
            }
            return ended;
        }
    }

    private void Rewind()
    {
        _hasBegun = true;
        _length = 0;
        if (data.CanSeek)
            data.Position = _start;
    }

    // Fills a chunk, so that every one but the last has the same length and a part is found without reading what is before.
    private async ValueTask<SnapshotOutcome<int>> ReadChunkAsync(IncrementalHash hash, CancellationToken cancellation)
    {
        int count;
        try
        {
            count = await data.ReadAtLeastAsync(_chunk, _chunk.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return Refused<int>(SnapshotStatus.Fault, SnapshotCodes.BlobSource, $"The data cannot be read: {error.Message}", error);
        }
        _length += count;
        if (_length > request.Length)
            return Refused<int>(SnapshotStatus.Fault, SnapshotCodes.BlobLength, $"The data goes on behind the announced {request.Length} bytes.");
        if (_length > BlobChunks.ObjectBytesMax)
            return Refused<int>(SnapshotStatus.TooLarge, SnapshotCodes.BlobTooLarge, $"Objects of more than {BlobChunks.ObjectBytesMax} bytes are not taken.");
        hash.AppendData(_chunk, 0, count);
        return SnapshotOutcome.Ok(count);
    }

    private SnapshotOutcome<SnapshotChecksum> End(IncrementalHash hash)
    {
        if (request.Length is { } announced && announced != _length)
            return Refused<SnapshotChecksum>(SnapshotStatus.Fault, SnapshotCodes.BlobLength, $"The data has {_length} bytes, announced were {announced}.");
        var checksum = SnapshotChecksum.Sha256(hash.GetHashAndReset());
        if (request.Expected is { Algorithm: ChecksumAlgorithm.Sha256 } expected && expected != checksum)
            return Refused<SnapshotChecksum>(SnapshotStatus.Fault, SnapshotCodes.BlobChecksum, "The data has another checksum than the announced one.");
        _checksum = checksum;
        return SnapshotOutcome.Ok(checksum);
    }

    private async ValueTask<BlobRow> PublishAsync(NpgsqlConnection connection, SnapshotChecksum checksum, CancellationToken cancellation)
    {
        var insert = SqlText.Command(
            connection,
            $"""
            INSERT INTO {_tables.Blob} (blob_key, length, sha256, write_id, content_type, metadata, published_ticks)
            VALUES ($1, $2, $3, $4, $5, $6, {SqlText.NowTicks}) RETURNING {BlobRow.Columns}
            """,
            SqlText.Of(name), SqlText.Of(_length), SqlText.Of(checksum.Hex), SqlText.Of(request.WriteId), SqlText.Of(request.ContentType),
            SqlText.Of(BlobRow.MetadataOf(request)));
        await using (insert.ConfigureAwait(false))
        {
            var reader = await insert.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellation).ConfigureAwait(false);
                return BlobRow.Read(reader);
            }
        }
    }

    // The data is read only when nothing else says what it is: announced, or read before the server broke off.
    private async ValueTask<SnapshotOutcome<BlobPutReceipt>> CompareAsync(BlobRow existing, CancellationToken cancellation)
    {
        var content = request.Expected is { Algorithm: ChecksumAlgorithm.Sha256 } announced ? announced : _checksum;
        if (content is null && _hasBegun && !data.CanSeek)
            return Broken();
        if (content is null)
        {
            Rewind();
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            while (true)
            {
                var read = await ReadChunkAsync(hash, cancellation).ConfigureAwait(false);
                if (!read.TryGet(out var count))
                    return read.As<BlobPutReceipt>();
                if (count == 0)
                    break;
            }
            var ended = End(hash);
            if (!ended.TryGet(out var checksum))
                return ended.As<BlobPutReceipt>();
            content = checksum;
        }
        return existing.Checksum == content && existing.Length == (request.Length ?? existing.Length)
            ? SnapshotOutcome.AlreadyDone(existing.ToReceipt(request.Key, alreadyExisted: true))
            : Refused<BlobPutReceipt>(SnapshotStatus.Conflict, SnapshotCodes.BlobExists, $"{request.Key} holds other content.");
    }

    private ValueTask HitAsync(string failpoint, CancellationToken cancellation) =>
        failpoints?.HitAsync(failpoint, cancellation) ?? ValueTask.CompletedTask;

    private static SnapshotOutcome<BlobPutReceipt> Broken() => SnapshotOutcome.Failed<BlobPutReceipt>(
        SnapshotStatus.Unavailable, SnapshotStage.Place, SnapshotCodes.BlobUnavailable,
        "PostgreSQL broke off, and the data cannot be read a second time.", isTransient: true);

    private static SnapshotOutcome<T> Refused<T>(SnapshotStatus status, string code, string message, Exception? cause = null) =>
        SnapshotOutcome.Failed<T>(status, SnapshotStage.Place, code, message, cause: cause);
}
