using System.Runtime.CompilerServices;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.PostgreSql.Sql;
using Npgsql;

namespace MarsDisk.Snapshots.PostgreSql.States;

/// <summary>Records in tables. Every change is one transaction, and no body is read but by <see cref="OpenInlineAsync"/>.</summary>
public sealed class PostgreSqlStateStore : ISnapshotStateStore, IAsyncDisposable
{
    private const int InlineBytesMax = 1024 * 1024;
    private const int PageRows = 500;
    private const int RetiredKept = 16;     // so that a retry of a write whose answer was lost finds its record
    private const int ReasonCharactersMax = 200;

    private readonly StoreDatabase _database;
    private readonly StoreSchema _tables;
    private readonly LegacyBodies _legacy;
    private readonly IFailpoints? _failpoints;

    /// <summary>Names a store; nothing is reached or made yet.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="clock">Gives the times of records and pauses.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public PostgreSqlStateStore(PostgreSqlStoreOptions options, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _database = new StoreDatabase(options, clock ?? TimeProvider.System, StoreCodes.OfStates);
        _tables = _database.Schema;
        _legacy = new LegacyBodies(_tables);
        _failpoints = options.Failpoints;
    }

    /// <inheritdoc/>
    public string StoreName => "postgresql";

    /// <inheritdoc/>
    public int MaxInlineBytes => InlineBytesMax;

    private long NowTicks => _database.Clock.GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    /// <remarks>A server that cannot be reached is reported at once: whether the commit took place is for the caller to find out.</remarks>
    public ValueTask<SnapshotOutcome<SnapshotCommit>> CommitAsync(SnapshotCommitRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var payload = request.Payload;
        if (payload.Kind == SnapshotStoreKind.Inline && payload.InlineBytes.Length != payload.StoredLength)
            throw new ArgumentException($"The handle says {payload.StoredLength} bytes and holds {payload.InlineBytes.Length}.", nameof(request));
        if (payload.Kind == SnapshotStoreKind.Inline && payload.StoredLength > MaxInlineBytes)
        {
            return ValueTask.FromResult(SnapshotOutcome.Failed<SnapshotCommit>(
                SnapshotStatus.TooLarge, SnapshotStage.Commit, SnapshotCodes.StateTooLarge,
                $"The inline body has {payload.StoredLength} bytes; {StoreName} takes {MaxInlineBytes}."));
        }
        var commit = new RecordCommit(_database, _legacy, request, _failpoints);
        return _database.RunAsync(SnapshotStage.Commit, commit.RunAsync, cancellation, repeats: false);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<SnapshotStateRecord?>> SelectAsync(
        SnapshotSeries series, SnapshotSelection selection, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(selection);
        return FindAsync(
            SnapshotStage.Select,
            $"""
            SELECT {RecordRow.Columns} FROM {_tables.Record}
            WHERE scope = $1 AND name = $2 AND schema_tag = $3 AND state = {(int)SnapshotRecordState.Live}
                AND sequence BETWEEN $4 AND $5 AND ts_ticks BETWEEN $6 AND $7
            ORDER BY generation DESC, sequence DESC OFFSET $8 LIMIT 1
            """,
            () => [.. OfSeries(series), .. OfBounds(selection), SqlText.Of(selection.Skip)],
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<Stream>> OpenInlineAsync(SnapshotStateRecord record, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Payload.Kind != SnapshotStoreKind.Inline)
            throw new ArgumentException("The bytes of the record are in a blob store.", nameof(record));
        return InlineBody.OpenAsync(_database, _legacy, record, cancellation);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SnapshotStateRecord> ListAsync(SnapshotSeries? series, CancellationToken cancellation = default)
    {
        const string Place = "(scope, name, schema_tag, generation, sequence)";
        var filter = series is null ? "" : "AND scope = $6 AND name = $7 AND schema_tag = $8";
        var sql = $"SELECT {RecordRow.Columns} FROM {_tables.Record} WHERE {Place} > ($1, $2, $3, $4, $5) {filter} ORDER BY {Place[1..^1]} LIMIT {PageRows}";
        return PagesAsync(
            sql,
            RecordRow.Read,
            last => last is null
                ? [SqlText.Of(""), SqlText.Of(""), SqlText.Of(""), SqlText.Of(long.MinValue), SqlText.Of(long.MinValue), .. series is null ? [] : OfSeries(series)]
                : [.. OfPosition(last.Record), .. series is null ? [] : OfSeries(series)],
            row => row.Record,
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<int>> DeleteAsync(
        SnapshotSeries series, SnapshotSelection selection, long? exactTimestampTicks, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(selection);
        var bounds = exactTimestampTicks is { } exact
            ? selection with { MinTimestampTicks = Math.Max(selection.MinTimestampTicks, exact), MaxTimestampTicks = Math.Min(selection.MaxTimestampTicks, exact) }
            : selection;
        var sql = $"""
            WITH gone AS (
                DELETE FROM {_tables.Record}
                WHERE scope = $1 AND name = $2 AND schema_tag = $3 AND sequence BETWEEN $4 AND $5 AND ts_ticks BETWEEN $6 AND $7
                RETURNING state, store_kind, "IsOffloaded", provider, "OffloadProvider", blob_key, "OffloadKey"),
            garbage AS (
                INSERT INTO {_tables.Garbage} (provider, blob_key, since_ticks, reason)
                SELECT DISTINCT {RecordRow.ProviderColumn}, {RecordRow.KeyColumn}, $8::bigint, 'deleted' FROM gone
                WHERE {RecordRow.HoldsBlob} ON CONFLICT DO NOTHING)
            SELECT count(*)::integer FROM gone WHERE state <> {(int)SnapshotRecordState.Retired}
            """;
        return ScalarAsync(SnapshotStage.Retire, sql, () => [.. OfSeries(series), .. OfBounds(bounds), SqlText.Of(NowTicks)], value => (int)value!, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> MarkAsync(
        SnapshotStateRecord record, SnapshotRecordState state, string reason, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(reason);
        var isRetired = state == SnapshotRecordState.Retired;
        const string OfRecord = "scope = $1 AND name = $2 AND schema_tag = $3 AND generation = $4 AND sequence = $5 AND revision = $6 AND write_id IS NOT DISTINCT FROM $7";
        var sql = $"""
            WITH marked AS (
                UPDATE {_tables.Record} SET state = $8 {(isRetired ? ", inline_body = NULL, \"StateData\" = NULL" : "")}
                WHERE {OfRecord} AND state <> {(int)SnapshotRecordState.Retired}
                RETURNING store_kind, "IsOffloaded", provider, "OffloadProvider", blob_key, "OffloadKey"),
            garbage AS (
                INSERT INTO {_tables.Garbage} (provider, blob_key, since_ticks, reason)
                SELECT {RecordRow.ProviderColumn}, {RecordRow.KeyColumn}, $9::bigint, $10 FROM marked
                WHERE $11 AND {RecordRow.KindColumn} = {(int)SnapshotStoreKind.Blob} ON CONFLICT DO NOTHING),
            old AS (
                DELETE FROM {_tables.Record} WHERE ctid IN (
                    SELECT ctid FROM {_tables.Record}
                    WHERE $11 AND scope = $1 AND name = $2 AND schema_tag = $3 AND state = {(int)SnapshotRecordState.Retired}
                    ORDER BY generation DESC, sequence DESC OFFSET {RetiredKept})
                AND state = {(int)SnapshotRecordState.Retired})
            SELECT EXISTS (SELECT 1 FROM marked)
                OR EXISTS (SELECT 1 FROM {_tables.Record} WHERE {OfRecord} AND state = $8)
            """;
        return ScalarAsync(
            SnapshotStage.Retire, sql,
            () =>
            [
                .. OfPosition(record), SqlText.Of(record.Revision), SqlText.OrNull(record.Payload.WriteId), SqlText.Of((short)state),
                SqlText.Of(NowTicks), SqlText.Of(reason), SqlText.Of(isRetired),
            ],
            value => (bool)value!, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<SnapshotStateRecord?>> FindByWriteIdAsync(
        SnapshotSeries series, Guid writeId, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        return FindAsync(
            SnapshotStage.Commit,
            $"SELECT {RecordRow.Columns} FROM {_tables.Record} WHERE write_id = $1 AND scope = $2 AND name = $3 AND schema_tag = $4",
            () => [SqlText.Of(writeId), .. OfSeries(series)], cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> FenceAsync(SnapshotSeries series, Guid writeId, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        return _database.RunAsync(
            SnapshotStage.Commit, (connection, token) => RecordFence.SetAsync(_tables, connection, series, writeId, NowTicks, token), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> IsReferencedAsync(string provider, string key, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(key);
        var sql = $"""
            SELECT EXISTS (SELECT 1 FROM {_tables.Record} WHERE provider = $1 AND blob_key = $2 AND {RecordRow.HoldsBlob})
                OR EXISTS (SELECT 1 FROM {_tables.Record} WHERE store_kind IS NULL AND "OffloadProvider" = $1 AND "OffloadKey" = $2 AND {RecordRow.HoldsBlob})
            """;
        return ScalarAsync(SnapshotStage.Cleanup, sql, () => [SqlText.Of(provider), SqlText.Of(key)], value => (bool)value!, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<long>> BeginGenerationAsync(
        SnapshotSeries series, string reason, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(reason);
        var kept = reason.Length <= ReasonCharactersMax ? reason : reason[..ReasonCharactersMax];
        var sql = $"""
            INSERT INTO {_tables.Head} AS head (scope, name, schema_tag, generation, reason)
            SELECT $1, $2, $3, 1 + COALESCE(max(generation), 0), $4 FROM {_tables.Record} WHERE scope = $1 AND name = $2 AND schema_tag = $3
            ON CONFLICT (scope, name, schema_tag)
                DO UPDATE SET generation = GREATEST(head.generation + 1, EXCLUDED.generation), reason = EXCLUDED.reason
            RETURNING generation
            """;
        return ScalarAsync(SnapshotStage.Commit, sql, () => [.. OfSeries(series), SqlText.Of(kept)], value => (long)value!, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<long>> CurrentGenerationAsync(SnapshotSeries series, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        const string OfSeriesSql = "WHERE scope = $1 AND name = $2 AND schema_tag = $3";
        var sql = $"""
            SELECT COALESCE(
                (SELECT generation FROM {_tables.Head} {OfSeriesSql}),
                (SELECT max(generation) FROM {_tables.Record} {OfSeriesSql}), 0)
            """;
        return ScalarAsync(SnapshotStage.Select, sql, () => OfSeries(series), value => (long)value!, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> AddGarbageAsync(
        SnapshotSeries series, GarbageEntry entry, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var sql = $"""
            WITH added AS (
                INSERT INTO {_tables.Garbage} (provider, blob_key, since_ticks, reason)
                SELECT $1, $2, $3, $4 WHERE NOT EXISTS (
                    SELECT 1 FROM {_tables.Record} WHERE {RecordRow.ProviderColumn} = $1 AND {RecordRow.KeyColumn} = $2 AND {RecordRow.HoldsBlob})
                ON CONFLICT DO NOTHING RETURNING 1)
            SELECT EXISTS (SELECT 1 FROM added) OR EXISTS (SELECT 1 FROM {_tables.Garbage} WHERE provider = $1 AND blob_key = $2)
            """;
        return ScalarAsync(
            SnapshotStage.Cleanup, sql,
            () => [SqlText.Of(entry.Provider), SqlText.Of(entry.Key), SqlText.Of(entry.SinceTicks), SqlText.Of(entry.Reason)],
            value => (bool)value!, cancellation);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<GarbageEntry> ListGarbageAsync(CancellationToken cancellation = default) => PagesAsync(
        $"""
        SELECT provider, blob_key, since_ticks, reason FROM {_tables.Garbage}
        WHERE (since_ticks, provider, blob_key) > ($1, $2, $3) ORDER BY since_ticks, provider, blob_key LIMIT {PageRows}
        """,
        reader => new GarbageEntry(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3)),
        last => [SqlText.Of(last?.SinceTicks ?? long.MinValue), SqlText.Of(last?.Provider ?? ""), SqlText.Of(last?.Key ?? "")],
        entry => entry,
        cancellation);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> RemoveGarbageAsync(GarbageEntry entry, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var sql = $"WITH gone AS (DELETE FROM {_tables.Garbage} WHERE provider = $1 AND blob_key = $2 RETURNING 1) SELECT EXISTS (SELECT 1 FROM gone)";
        return ScalarAsync(SnapshotStage.Cleanup, sql, () => [SqlText.Of(entry.Provider), SqlText.Of(entry.Key)], value => (bool)value!, cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>Tables of an older layout are completed. Other calls do so, too, when they find no tables.</remarks>
    public ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation = default) => _database.EnsureAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static NpgsqlParameter[] OfSeries(SnapshotSeries series) =>
        [SqlText.Of(series.Scope), SqlText.Of(series.Name), SqlText.Of(series.SchemaTag)];

    private static NpgsqlParameter[] OfPosition(SnapshotStateRecord record) =>
        [.. OfSeries(record.Series), SqlText.Of(record.Position.Generation), SqlText.Of(record.Position.Sequence)];

    private static NpgsqlParameter[] OfBounds(SnapshotSelection bounds) =>
    [
        SqlText.Of(bounds.MinSequence), SqlText.Of(bounds.MaxSequence), SqlText.Of(bounds.MinTimestampTicks), SqlText.Of(bounds.MaxTimestampTicks),
    ];

    private ValueTask<SnapshotOutcome<SnapshotStateRecord?>> FindAsync(
        SnapshotStage stage, string sql, Func<NpgsqlParameter[]> values, CancellationToken cancellation) => _database.RunAsync(
            stage,
            async (connection, token) =>
            {
                var query = SqlText.Command(connection, sql, values());
                await using (query.ConfigureAwait(false))
                {
                    var reader = await query.ExecuteReaderAsync(token).ConfigureAwait(false);
                    await using (reader.ConfigureAwait(false))
                        return SnapshotOutcome.Ok((await RecordRow.ReadOneAsync(reader, token).ConfigureAwait(false))?.Record);
                }
            },
            cancellation);

    private ValueTask<SnapshotOutcome<T>> ScalarAsync<T>(
        SnapshotStage stage, string sql, Func<NpgsqlParameter[]> values, Func<object?, T> read, CancellationToken cancellation) => _database.RunAsync(
            stage,
            async (connection, token) =>
            {
                var query = SqlText.Command(connection, sql, values());
                await using (query.ConfigureAwait(false))
                    return SnapshotOutcome.Ok(read(await query.ExecuteScalarAsync(token).ConfigureAwait(false)));
            },
            cancellation);

    // No connection is held while the caller looks at a page: it may call the store meanwhile.
    private async IAsyncEnumerable<TItem> PagesAsync<TRow, TItem>(
        string sql, Func<NpgsqlDataReader, TRow> read, Func<TRow?, NpgsqlParameter[]> after, Func<TRow, TItem> itemOf,
        [EnumeratorCancellation] CancellationToken cancellation)
        where TRow : class
    {
        TRow? last = null;
        while (true)
        {
            var page = await _database.PageAsync(SnapshotStage.Select, sql, after(last), read, cancellation).ConfigureAwait(false);
            foreach (var row in page)
                yield return itemOf(row);
            if (page.Count < PageRows)
                yield break;
            last = page[^1];
        }
    }
}
