using System.Globalization;
using Npgsql;

namespace MarsDisk.Snapshots.PostgreSql.Sql;

/// <summary>
/// The tables. Changes to a layout are only ever added, so that an older program goes on reading and writing: the columns in
/// quotes are those of the first releases, with their names and meaning.
/// </summary>
/// <param name="name">Name of the schema, checked.</param>
internal sealed class StoreSchema(string name)
{
    /// <summary>Rises with each layout; written as the comment of the table of records.</summary>
    private const int Layout = 1;

    private const string LayoutMark = "marsdisk.snapshots layout ";

    public string Record { get; } = $"\"{name}\".snapshot_record";

    public string Head { get; } = $"\"{name}\".snapshot_head";

    public string Fence { get; } = $"\"{name}\".snapshot_fence";

    public string Garbage { get; } = $"\"{name}\".snapshot_garbage";

    public string Blob { get; } = $"\"{name}\".snapshot_blob";

    public string Chunk { get; } = $"\"{name}\".snapshot_chunk";

    /// <summary>Makes what is missing, in one transaction; several programs may do so at once.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="isForced">Looks at every table even when the layout is marked as made.</param>
    public async ValueTask EnsureAsync(NpgsqlConnection connection, CancellationToken cancellation, bool isForced = false)
    {
        // No definition is touched when there is nothing to do: that would wait for every reader.
        if (!isForced && await LayoutOfAsync(connection, cancellation).ConfigureAwait(false) >= Layout)
            return;
        var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock(hashtextextended('marsdisk.snapshots {name}', 0))", cancellation).ConfigureAwait(false);
            if (!await ExistsAsync(connection, cancellation).ConfigureAwait(false))
                await ExecuteAsync(connection, $"CREATE SCHEMA IF NOT EXISTS \"{name}\"", cancellation).ConfigureAwait(false);
            await ExecuteAsync(connection, $"{Records()}{Lists()}{Blobs()}COMMENT ON TABLE {Record} IS '{LayoutMark}{Layout}'", cancellation).ConfigureAwait(false);
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask<int> LayoutOfAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var query = new NpgsqlCommand("SELECT obj_description(to_regclass($1), 'pg_class')", connection);
        await using (query.ConfigureAwait(false))
        {
            query.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Record });
            var mark = await query.ExecuteScalarAsync(cancellation).ConfigureAwait(false) as string;
            return mark is not null && mark.StartsWith(LayoutMark, StringComparison.Ordinal)
                && int.TryParse(mark.AsSpan(LayoutMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var layout)
                    ? layout
                    : 0;
        }
    }

    private async ValueTask<bool> ExistsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var query = new NpgsqlCommand("SELECT to_regnamespace($1) IS NOT NULL", connection);
        await using (query.ConfigureAwait(false))
        {
            query.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"\"{name}\"" });
            return await query.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true;
        }
    }

    private static async ValueTask ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    // Times are 64-bit ticks: a timestamp of the database would round them. Names compare byte by byte.
    private string Records() => $"""
        CREATE TABLE IF NOT EXISTS {Record} (
            scope text COLLATE "C" NOT NULL,
            name text COLLATE "C" NOT NULL,
            schema_tag text COLLATE "C" NOT NULL DEFAULT '',
            generation bigint NOT NULL DEFAULT 0,
            sequence bigint NOT NULL,
            ts_ticks bigint NOT NULL DEFAULT 0,
            "IsOffloaded" boolean NOT NULL DEFAULT false,
            "OffloadKey" text,
            "OffloadProvider" text,
            "StateData" bytea,
            "PayloadType" text NOT NULL DEFAULT '',
            PRIMARY KEY (scope, name, schema_tag, generation, sequence));
        ALTER TABLE {Record}
            ADD COLUMN IF NOT EXISTS schema_tag text COLLATE "C" NOT NULL DEFAULT '',
            ADD COLUMN IF NOT EXISTS generation bigint NOT NULL DEFAULT 0,
            ADD COLUMN IF NOT EXISTS ts_ticks bigint NOT NULL DEFAULT 0,
            ADD COLUMN IF NOT EXISTS revision bigint NOT NULL DEFAULT 1,
            ADD COLUMN IF NOT EXISTS write_id uuid,
            ADD COLUMN IF NOT EXISTS writer_epoch uuid,
            ADD COLUMN IF NOT EXISTS ticket bigint NOT NULL DEFAULT 0,
            ADD COLUMN IF NOT EXISTS state smallint NOT NULL DEFAULT {(int)SnapshotRecordState.Live},
            ADD COLUMN IF NOT EXISTS store_kind smallint,
            ADD COLUMN IF NOT EXISTS provider text COLLATE "C",
            ADD COLUMN IF NOT EXISTS blob_key text COLLATE "C",
            ADD COLUMN IF NOT EXISTS inline_body bytea,
            ADD COLUMN IF NOT EXISTS format smallint NOT NULL DEFAULT {(int)PayloadFormat.LegacyRaw},
            ADD COLUMN IF NOT EXISTS codec smallint NOT NULL DEFAULT {(int)SnapshotCodec.None},
            ADD COLUMN IF NOT EXISTS content_type text,
            ADD COLUMN IF NOT EXISTS payload_type text,
            ADD COLUMN IF NOT EXISTS payload_version integer NOT NULL DEFAULT 0,
            ADD COLUMN IF NOT EXISTS stored_len bigint NOT NULL DEFAULT -1,
            ADD COLUMN IF NOT EXISTS body_len bigint NOT NULL DEFAULT -1,
            ADD COLUMN IF NOT EXISTS checksum_alg smallint NOT NULL DEFAULT {(int)ChecksumAlgorithm.None},
            ADD COLUMN IF NOT EXISTS checksum text,
            ADD COLUMN IF NOT EXISTS marker text,
            ADD COLUMN IF NOT EXISTS created_ticks bigint NOT NULL DEFAULT 0,
            ADD COLUMN IF NOT EXISTS build_source text,
            ADD COLUMN IF NOT EXISTS build_host text;
        ALTER TABLE {Record} ALTER COLUMN inline_body SET STORAGE EXTERNAL;
        CREATE UNIQUE INDEX IF NOT EXISTS snapshot_record_write_id ON {Record} (write_id);
        CREATE INDEX IF NOT EXISTS snapshot_record_newest ON {Record} (scope, name, schema_tag, state, generation DESC, sequence DESC);
        CREATE INDEX IF NOT EXISTS snapshot_record_blob ON {Record} (provider, blob_key);
        CREATE INDEX IF NOT EXISTS snapshot_record_offload ON {Record} ("OffloadProvider", "OffloadKey") WHERE store_kind IS NULL;

        """;

    private string Lists() => $"""
        CREATE TABLE IF NOT EXISTS {Garbage} (
            provider text COLLATE "C" NOT NULL,
            blob_key text COLLATE "C" NOT NULL,
            since_ticks bigint NOT NULL,
            reason text NOT NULL,
            PRIMARY KEY (provider, blob_key));
        CREATE INDEX IF NOT EXISTS snapshot_garbage_since ON {Garbage} (since_ticks, provider, blob_key);
        CREATE TABLE IF NOT EXISTS {Fence} (write_id uuid PRIMARY KEY, since_ticks bigint NOT NULL);
        CREATE TABLE IF NOT EXISTS {Head} (
            scope text COLLATE "C" NOT NULL,
            name text COLLATE "C" NOT NULL,
            schema_tag text COLLATE "C" NOT NULL,
            generation bigint NOT NULL,
            reason text,
            PRIMARY KEY (scope, name, schema_tag));

        """;

    private string Blobs() => $"""
        CREATE TABLE IF NOT EXISTS {Blob} (
            blob_key text COLLATE "C" PRIMARY KEY,
            write_id uuid NOT NULL,
            length bigint NOT NULL,
            sha256 text NOT NULL,
            content_type text NOT NULL,
            metadata text[] NOT NULL,
            published_ticks bigint NOT NULL);
        CREATE TABLE IF NOT EXISTS {Chunk} (
            blob_key text COLLATE "C" NOT NULL,
            idx integer NOT NULL,
            data bytea NOT NULL,
            PRIMARY KEY (blob_key, idx));
        ALTER TABLE {Chunk} ALTER COLUMN data SET STORAGE EXTERNAL;

        """;
}
