using System.Data;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.PostgreSql.Sql;
using Npgsql;

namespace MarsDisk.Snapshots.PostgreSql.States;

/// <summary>
/// One commit, in one transaction: fence, same write id, expectation, ticket, upsert, garbage. Writers of one series stand in
/// line at its row in the table of heads.
/// </summary>
internal sealed class RecordCommit(StoreDatabase database, LegacyBodies legacy, SnapshotCommitRequest request, IFailpoints? failpoints)
{
    private readonly StoreSchema _tables = database.Schema;

    private SnapshotPayloadHandle Payload => request.Payload;

    private SnapshotPosition Position => request.Position;

    public async ValueTask<SnapshotOutcome<SnapshotCommit>> RunAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var found = await LookAsync(connection, cancellation).ConfigureAwait(false);
            if (Settled(found) is { } settled)
                return settled;

            var revision = (found.AtPosition?.Record.Revision ?? 0) + 1;
            var record = new SnapshotStateRecord(
                request.Series, Position, Payload with { InlineBytes = default }, revision, SnapshotRecordState.Live,
                database.Clock.GetUtcNow().UtcTicks, request.BuildSource, request.BuildHost);
            var displaced = found.AtPosition is { HoldsBytes: true } before ? before.Record : null;
            await StoreAsync(connection, record, found.AtPosition is not null, displaced, cancellation).ConfigureAwait(false);
            await HitAsync("commit.before", cancellation).ConfigureAwait(false);
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
            await HitAsync("commit.after", cancellation).ConfigureAwait(false);
            return SnapshotOutcome.Ok(new SnapshotCommit(record, displaced is null ? [] : [displaced.Payload]));
        }
    }

    private async ValueTask<Found> LookAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            var series = request.Series;
            NpgsqlParameter[] OfSeries() => [SqlText.Of(series.Scope), SqlText.Of(series.Name), SqlText.Of(series.SchemaTag)];
            batch.Add(SqlText.Durable);
            batch.Add(
                $"""
                INSERT INTO {_tables.Head} AS head (scope, name, schema_tag, generation) VALUES ($1, $2, $3, $4)
                ON CONFLICT (scope, name, schema_tag) DO UPDATE SET generation = GREATEST(head.generation, EXCLUDED.generation)
                """,
                [.. OfSeries(), SqlText.Of(Position.Generation)]);

            // Each statement sees what was committed before it began, so these see what earlier holders of the line did.
            batch.Add($"SELECT 1 FROM {_tables.Fence} WHERE write_id = $1", SqlText.Of(Payload.WriteId));
            batch.Add($"SELECT {RecordRow.Columns} FROM {_tables.Record} WHERE write_id = $1", SqlText.OrNull(Payload.WriteId));
            batch.Add(
                $"SELECT {RecordRow.Columns} FROM {_tables.Record} WHERE scope = $1 AND name = $2 AND schema_tag = $3 AND generation = $4 AND sequence = $5",
                [.. OfSeries(), SqlText.Of(Position.Generation), SqlText.Of(Position.Sequence)]);
            batch.Add(
                $"""
                SELECT sequence FROM {_tables.Record}
                WHERE scope = $1 AND name = $2 AND schema_tag = $3 AND state = {(int)SnapshotRecordState.Live} AND generation = $4
                ORDER BY sequence DESC LIMIT 1
                """,
                [.. OfSeries(), SqlText.Of(Position.Generation)]);
            return await ReadAsync(batch, cancellation).ConfigureAwait(false);
        }
    }

    private static async ValueTask<Found> ReadAsync(NpgsqlBatch batch, CancellationToken cancellation)
    {
        var reader = await batch.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            // The first result is the setting's; the line at the head has none.
            await reader.NextResultAsync(cancellation).ConfigureAwait(false);
            var isFenced = await reader.ReadAsync(cancellation).ConfigureAwait(false);
            await reader.NextResultAsync(cancellation).ConfigureAwait(false);
            var ofWrite = await RecordRow.ReadOneAsync(reader, cancellation).ConfigureAwait(false);
            await reader.NextResultAsync(cancellation).ConfigureAwait(false);
            var atPosition = await RecordRow.ReadOneAsync(reader, cancellation).ConfigureAwait(false);
            await reader.NextResultAsync(cancellation).ConfigureAwait(false);
            long? newest = await reader.ReadAsync(cancellation).ConfigureAwait(false) ? reader.GetInt64(0) : null;
            return new Found(isFenced, ofWrite, atPosition, newest);
        }
    }

    // Null: the record may become live.
    private SnapshotOutcome<SnapshotCommit>? Settled(Found found)
    {
        if (found.IsFenced)
            return Refused(SnapshotStatus.Conflict, SnapshotCodes.CommitFenced, $"Write {Payload.WriteId:N} was fenced.");
        if (found.OfWrite is { } earlier)
        {
            return earlier.Record.Series == request.Series && earlier.HasContentOf(Payload)
                ? SnapshotOutcome.AlreadyDone(new SnapshotCommit(earlier.Record, []))
                : Refused(
                    SnapshotStatus.Conflict, SnapshotCodes.CommitWriteId,
                    $"Write {Payload.WriteId:N} was committed with {earlier.Record.Payload.StoredLength} bytes and another checksum.");
        }
        var before = found.AtPosition;
        if (Unmet(before is { Record.State: SnapshotRecordState.Live } ? before.Record : null, found.NewestSequence) is { } unmet)
            return unmet;
        return before is not null && request.Writer != default && before.Epoch == request.Writer.Epoch && before.Ticket > request.Writer.Number
            ? Refused(SnapshotStatus.Superseded, SnapshotCodes.CommitTicket, $"Request {before.Ticket} of the same writer came after {request.Writer.Number}.")
            : null;
    }

    private SnapshotOutcome<SnapshotCommit>? Unmet(SnapshotStateRecord? live, long? newest) => request.Expectation switch
    {
        SnapshotExpectation.Absent when live is not null =>
            Refused(SnapshotStatus.Conflict, SnapshotCodes.CommitExists, $"Revision {live.Revision} of sequence {Position.Sequence} is live."),
        SnapshotExpectation.Revision expected when expected.Value != (live?.Revision ?? 0) => Refused(
            SnapshotStatus.Conflict, SnapshotCodes.CommitRevision,
            $"Sequence {Position.Sequence} has revision {live?.Revision ?? 0}, expected {expected.Value}."),
        SnapshotExpectation.NewerThanHead when newest > Position.Sequence =>
            Refused(SnapshotStatus.Superseded, SnapshotCodes.CommitOlder, $"Sequence {newest} is live, newer than {Position.Sequence}."),
        _ => null,
    };

    private async ValueTask StoreAsync(
        NpgsqlConnection connection, SnapshotStateRecord record, bool isThere, SnapshotStateRecord? displaced, CancellationToken cancellation)
    {
        var values = new RecordValues(request, record, await legacy.IsTextAsync(connection, cancellation).ConfigureAwait(false));
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            batch.Add(isThere ? values.Update(_tables.Record) : values.Insert(_tables.Record), values.Parameters());
            if (displaced is { Payload: { Kind: SnapshotStoreKind.Blob } blob } && (blob.Provider, blob.Key) != (Payload.Provider, Payload.Key))
            {
                batch.Add(
                    $"INSERT INTO {_tables.Garbage} (provider, blob_key, since_ticks, reason) VALUES ($1, $2, $3, 'replaced') ON CONFLICT DO NOTHING",
                    SqlText.Of(blob.Provider), SqlText.Of(blob.Key), SqlText.Of(record.CreatedTicks));
            }
            await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }

    private ValueTask HitAsync(string failpoint, CancellationToken cancellation) =>
        failpoints?.HitAsync(failpoint, cancellation) ?? ValueTask.CompletedTask;

    private static SnapshotOutcome<SnapshotCommit> Refused(SnapshotStatus status, string code, string message) =>
        SnapshotOutcome.Failed<SnapshotCommit>(status, SnapshotStage.Commit, code, message);

    /// <summary>What is there when it is this writer's turn.</summary>
    private sealed record Found(bool IsFenced, RecordRow? OfWrite, RecordRow? AtPosition, long? NewestSequence);
}
