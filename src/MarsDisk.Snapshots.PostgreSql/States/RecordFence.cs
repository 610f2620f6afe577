using System.Data;
using MarsDisk.Snapshots.PostgreSql.Sql;
using Npgsql;

namespace MarsDisk.Snapshots.PostgreSql.States;

/// <summary>Makes every later commit of a write id fail; stands in the same line as the commits of the series.</summary>
internal static class RecordFence
{
    /// <summary>Sets a fence.</summary>
    /// <returns>False: the write was committed before.</returns>
    public static async ValueTask<SnapshotOutcome<bool>> SetAsync(
        StoreSchema tables, NpgsqlConnection connection, SnapshotSeries series, Guid writeId, long nowTicks, CancellationToken cancellation)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var batch = new NpgsqlBatch(connection);
            await using (batch.ConfigureAwait(false))
            {
                batch.Add(
                    $"""
                    INSERT INTO {tables.Head} AS head (scope, name, schema_tag, generation) VALUES ($1, $2, $3, 0)
                    ON CONFLICT (scope, name, schema_tag) DO UPDATE SET generation = head.generation
                    """,
                    SqlText.Of(series.Scope), SqlText.Of(series.Name), SqlText.Of(series.SchemaTag));
                batch.Add(SqlText.Durable);
                batch.Add(
                    $"""
                    INSERT INTO {tables.Fence} (write_id, since_ticks)
                    SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM {tables.Record} WHERE write_id = $1) ON CONFLICT DO NOTHING
                    """,
                    SqlText.Of(writeId), SqlText.Of(nowTicks));
                await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            }
            var query = SqlText.Command(connection, $"SELECT EXISTS (SELECT 1 FROM {tables.Fence} WHERE write_id = $1)", SqlText.Of(writeId));
            bool isFenced;
            await using (query.ConfigureAwait(false))
                isFenced = await query.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true;
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
            return SnapshotOutcome.Ok(isFenced);
        }
    }
}
