using System.Runtime.CompilerServices;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.PostgreSql.Sql;

namespace MarsDisk.Snapshots.PostgreSql.Blobs;

/// <summary>
/// Objects as rows of chunks, written by binary copy and read as they arrive: no object is ever one value of the database. An
/// object becomes visible when its transaction commits.
/// </summary>
public sealed class PostgreSqlBlobStore : IBlobStorageSnapshotAccessor, IAsyncDisposable
{
    private const int PageRows = 1000;

    private readonly StoreDatabase _database;
    private readonly StoreSchema _tables;
    private readonly string _prefix;
    private readonly IFailpoints? _failpoints;

    /// <summary>Names a store; nothing is reached or made yet.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="clock">Measures pauses; ages are measured with the server's clock.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public PostgreSqlBlobStore(PostgreSqlStoreOptions options, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _database = new StoreDatabase(options, clock ?? TimeProvider.System, StoreCodes.OfBlobs);
        _tables = _database.Schema;
        _prefix = options.Prefix.Length == 0 ? "" : options.Prefix + "/";
        _failpoints = options.Failpoints;
    }

    /// <inheritdoc/>
    public string ProviderName => "postgresql";

    /// <inheritdoc/>
    public BlobCapabilities Capabilities =>
        BlobCapabilities.ConditionalCreate | BlobCapabilities.AtomicPublish | BlobCapabilities.List | BlobCapabilities.RangeRead
        | BlobCapabilities.StaleUploadAbort;

    /// <inheritdoc/>
    public long MaxObjectBytes => BlobChunks.ObjectBytesMax;

    /// <inheritdoc/>
    /// <remarks>Another living writer of the same key is waited for.</remarks>
    public ValueTask<SnapshotOutcome<BlobPutReceipt>> PutAsync(BlobPutRequest request, Stream data, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(data);
        SnapshotKeys.RequireSafe(request.Key);
        if (request.Length > MaxObjectBytes)
        {
            return ValueTask.FromResult(SnapshotOutcome.Failed<BlobPutReceipt>(
                SnapshotStatus.TooLarge, SnapshotStage.Place, SnapshotCodes.BlobTooLarge, $"Objects of more than {MaxObjectBytes} bytes are not taken."));
        }
        var upload = new BlobUpload(_database, _prefix + request.Key, request, data, _failpoints);
        return _database.RunAsync(SnapshotStage.Place, upload.RunAsync, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<Stream>> GetAsync(
        string key, long offset = 0, long? count = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count ?? 0, nameof(count));
        var found = await FindAsync(key, SnapshotStage.Open, cancellation).ConfigureAwait(false);
        if (!found.TryGet(out var row))
            return found.As<Stream>();
        if (offset > row.Length)
        {
            return SnapshotOutcome.Failed<Stream>(
                SnapshotStatus.Fault, SnapshotStage.Open, SnapshotCodes.BlobRange, $"{key} has {row.Length} bytes; byte {offset} was asked for.");
        }
        return await _database.RepeatAsync(
            SnapshotStage.Open,
            async token =>
            {
                var chunks = new BlobChunks(_database, row.Name, offset, Math.Min(count ?? long.MaxValue, row.Length - offset));
                await chunks.OpenAsync(token).ConfigureAwait(false);
                return SnapshotOutcome.Ok<Stream>(chunks);
            },
            cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<BlobProperties>> ProbeAsync(string key, CancellationToken cancellation = default)
    {
        var found = await FindAsync(key, SnapshotStage.Verify, cancellation).ConfigureAwait(false);
        return found.TryGet(out var row) ? SnapshotOutcome.Ok(row.ToProperties(key)) : found.As<BlobProperties>();
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> DeleteAsync(string key, string? ifMatchETag = null, CancellationToken cancellation = default)
    {
        SnapshotKeys.RequireSafe(key);
        var sql = $"""
            WITH named AS (SELECT sha256 FROM {_tables.Blob} WHERE blob_key = $1),
            gone AS (DELETE FROM {_tables.Blob} WHERE blob_key = $1 AND sha256 = COALESCE($2, sha256) RETURNING blob_key),
            chunks AS (DELETE FROM {_tables.Chunk} WHERE blob_key IN (SELECT blob_key FROM gone))
            SELECT (SELECT count(*) FROM named)::integer, (SELECT count(*) FROM gone)::integer
            """;
        return _database.RunAsync(
            SnapshotStage.Cleanup,
            async (connection, token) =>
            {
                var command = SqlText.Command(connection, sql, SqlText.Of(_prefix + key), SqlText.Of(ifMatchETag));
                await using (command.ConfigureAwait(false))
                {
                    var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
                    await using (reader.ConfigureAwait(false))
                    {
                        await reader.ReadAsync(token).ConfigureAwait(false);
                        var (named, gone) = (reader.GetInt32(0), reader.GetInt32(1));
                        return named > 0 && gone == 0 && ifMatchETag is not null
                            ? SnapshotOutcome.Failed<bool>(
                                SnapshotStatus.Conflict, SnapshotStage.Cleanup, SnapshotCodes.BlobChanged, "The object has another version tag.")
                            : SnapshotOutcome.Ok(gone > 0);
                    }
                }
            },
            cancellation);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobProperties> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var begin = _prefix + prefix;
        var sql = $"""
            SELECT {BlobRow.Columns} FROM {_tables.Blob}
            WHERE blob_key >= $1 AND blob_key > $2 AND blob_key <= $3 AND starts_with(blob_key, $1) ORDER BY blob_key LIMIT {PageRows}
            """;
        var last = "";
        while (true)
        {
            // No connection is held while the caller looks at a page: it may call the store meanwhile.
            var page = await _database.PageAsync(
                SnapshotStage.Cleanup, sql, [SqlText.Of(begin), SqlText.Of(last), SqlText.Of(begin + "\U0010FFFF")], BlobRow.Read, cancellation)
                .ConfigureAwait(false);
            foreach (var row in page)
                yield return row.ToProperties(row.Name[_prefix.Length..]);
            if (page.Count < PageRows)
                yield break;
            last = page[^1].Name;
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// An upload is one transaction and vanishes with its connection. What is taken away here are chunks without an object, as
    /// a partial restore of a backup leaves; no living upload shows any, so their age does not matter.
    /// </remarks>
    public ValueTask<SnapshotOutcome<int>> AbortStaleUploadsAsync(
        string prefix, TimeSpan olderThan, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var begin = _prefix + prefix;
        var sql = $"""
            WITH gone AS (
                DELETE FROM {_tables.Chunk} AS chunk
                WHERE blob_key >= $1 AND blob_key <= $2 AND starts_with(blob_key, $1)
                    AND NOT EXISTS (SELECT 1 FROM {_tables.Blob} AS blob WHERE blob.blob_key = chunk.blob_key)
                RETURNING blob_key)
            SELECT count(DISTINCT blob_key)::integer FROM gone
            """;
        return _database.RunAsync(
            SnapshotStage.Cleanup,
            async (connection, token) =>
            {
                var command = SqlText.Command(connection, sql, SqlText.Of(begin), SqlText.Of(begin + "\U0010FFFF"));
                await using (command.ConfigureAwait(false))
                    return SnapshotOutcome.Ok((int)(await command.ExecuteScalarAsync(token).ConfigureAwait(false))!);
            },
            cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>Other calls make the tables, too, when they find none.</remarks>
    public ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation = default) => _database.EnsureAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private ValueTask<SnapshotOutcome<BlobRow>> FindAsync(string key, SnapshotStage stage, CancellationToken cancellation)
    {
        SnapshotKeys.RequireSafe(key);
        return _database.RunAsync(
            stage,
            async (connection, token) =>
            {
                var query = SqlText.Command(connection, $"SELECT {BlobRow.Columns} FROM {_tables.Blob} WHERE blob_key = $1", SqlText.Of(_prefix + key));
                await using (query.ConfigureAwait(false))
                {
                    var reader = await query.ExecuteReaderAsync(token).ConfigureAwait(false);
                    await using (reader.ConfigureAwait(false))
                    {
                        return await reader.ReadAsync(token).ConfigureAwait(false)
                            ? SnapshotOutcome.Ok(BlobRow.Read(reader))
                            : SnapshotOutcome.Failed<BlobRow>(
                                SnapshotStatus.NotFound, stage, SnapshotCodes.BlobAbsent, $"There is no object {key}.");
                    }
                }
            },
            cancellation);
    }
}
