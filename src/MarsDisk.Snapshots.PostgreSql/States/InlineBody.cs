using System.Data;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.PostgreSql.Sql;
using Npgsql;

namespace MarsDisk.Snapshots.PostgreSql.States;

/// <summary>The bytes of an inline record, read while they arrive.</summary>
internal static class InlineBody
{
    /// <summary>Opens them; the stream keeps its connection until it is closed.</summary>
    public static async ValueTask<SnapshotOutcome<Stream>> OpenAsync(
        StoreDatabase database, LegacyBodies legacy, SnapshotStateRecord record, CancellationToken cancellation) =>
        await database.RepeatAsync(
            SnapshotStage.Open,
            async token =>
            {
                var connection = await database.OpenAsync(token).ConfigureAwait(false);
                try
                {
                    var column = await OpenColumnAsync(database.Schema, legacy, connection, record, token).ConfigureAwait(false);
                    if (column is not null)
                        return SnapshotOutcome.Ok<Stream>(column);
                }
                catch (Exception)
                {
                    await connection.DisposeAsync().ConfigureAwait(false);
                    throw;
                }
                await connection.DisposeAsync().ConfigureAwait(false);
                return SnapshotOutcome.Failed<Stream>(
                    SnapshotStatus.NotFound, SnapshotStage.Open, SnapshotCodes.OpenAbsent,
                    $"The record of sequence {record.Position.Sequence} is not there any more, or without its bytes.");
            },
            cancellation).ConfigureAwait(false);

    private static async ValueTask<ColumnStream?> OpenColumnAsync(
        StoreSchema tables, LegacyBodies legacy, NpgsqlConnection connection, SnapshotStateRecord record, CancellationToken cancellation)
    {
        var body = await legacy.BodyOfAsync(connection, cancellation).ConfigureAwait(false);
        var query = SqlText.Command(
            connection,
            $"""
            SELECT {body} FROM {tables.Record}
            WHERE scope = $1 AND name = $2 AND schema_tag = $3 AND generation = $4 AND sequence = $5 AND write_id IS NOT DISTINCT FROM $6
                AND state <> {(int)SnapshotRecordState.Retired}
            """,
            SqlText.Of(record.Series.Scope), SqlText.Of(record.Series.Name), SqlText.Of(record.Series.SchemaTag),
            SqlText.Of(record.Position.Generation), SqlText.Of(record.Position.Sequence), SqlText.OrNull(record.Payload.WriteId));
        var reader = await query.ExecuteReaderAsync(CommandBehavior.SequentialAccess | CommandBehavior.SingleRow, cancellation).ConfigureAwait(false);
        if (await reader.ReadAsync(cancellation).ConfigureAwait(false) && !await reader.IsDBNullAsync(0, cancellation).ConfigureAwait(false))
            return new ColumnStream(connection, query, reader, await reader.GetStreamAsync(0, cancellation).ConfigureAwait(false));
        await reader.DisposeAsync().ConfigureAwait(false);
        await query.DisposeAsync().ConfigureAwait(false);
        return null;
    }
}
