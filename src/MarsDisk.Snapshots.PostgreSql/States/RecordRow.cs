using Npgsql;
using MarsDisk.Snapshots.PostgreSql.Sql;

namespace MarsDisk.Snapshots.PostgreSql.States;

/// <summary>
/// A row of the table of records, without its body. Rows that an older program wrote have only the columns in quotes; they
/// are read as what they mean.
/// </summary>
/// <param name="Record">The record.</param>
/// <param name="Epoch">Life of its writer.</param>
/// <param name="Ticket">Number of the request in that life.</param>
internal sealed record RecordRow(SnapshotStateRecord Record, Guid Epoch, long Ticket)
{
    private const int Blob = (int)SnapshotStoreKind.Blob;

    /// <summary>Inline or blob, whoever wrote the row.</summary>
    public const string KindColumn = "COALESCE(store_kind, \"IsOffloaded\"::integer::smallint)";

    /// <summary>Name of the blob store, whoever wrote the row.</summary>
    public const string ProviderColumn = "COALESCE(provider, \"OffloadProvider\")";

    /// <summary>Key of the blob, whoever wrote the row.</summary>
    public const string KeyColumn = "COALESCE(blob_key, \"OffloadKey\")";

    /// <summary>Columns of a row, in the order of <see cref="Read"/>. The length of a body is known without reading it.</summary>
    public static string Columns { get; } = $"""
        scope, name, schema_tag, generation, sequence, ts_ticks, marker, revision, state, created_ticks, build_source, build_host,
        {KindColumn}, {ProviderColumn}, {KeyColumn},
        CASE WHEN stored_len < 0 AND NOT "IsOffloaded" AND pg_typeof("StateData") = 'bytea'::regtype
            THEN octet_length("StateData")::bigint ELSE stored_len END,
        body_len, content_type, format, COALESCE(payload_type, "PayloadType"), payload_version, codec, checksum_alg, checksum,
        write_id, writer_epoch, ticket
        """;

    /// <summary>Condition of a blob that must be kept.</summary>
    public static string HoldsBlob { get; } =
        $"state IN ({(int)SnapshotRecordState.Live}, {(int)SnapshotRecordState.Suspect}) AND {KindColumn} = {Blob}";

    /// <summary>Whether its bytes must be kept.</summary>
    public bool HoldsBytes => Record.State is SnapshotRecordState.Live or SnapshotRecordState.Suspect;

    /// <summary>Whether the bytes at rest are those of a payload.</summary>
    public bool HasContentOf(SnapshotPayloadHandle payload) =>
        Record.Payload.StoredLength == payload.StoredLength && Record.Payload.Checksum == payload.Checksum;

    public static RecordRow Read(NpgsqlDataReader reader)
    {
        var kind = (SnapshotStoreKind)reader.GetInt16(12);
        var payload = new SnapshotPayloadHandle
        {
            Kind = kind,
            Provider = reader.TextOrNull(13) ?? (kind == SnapshotStoreKind.Inline ? "inline:postgresql" : ""),
            Key = reader.TextOrNull(14) ?? "",
            StoredLength = reader.GetInt64(15),
            BodyLength = reader.GetInt64(16),
            ContentType = reader.TextOrNull(17) ?? "application/octet-stream",
            Format = (PayloadFormat)reader.GetInt16(18),
            PayloadType = reader.GetString(19),
            PayloadVersion = reader.GetInt32(20),
            Codec = (SnapshotCodec)reader.GetInt16(21),
            Checksum = new SnapshotChecksum((ChecksumAlgorithm)reader.GetInt16(22), reader.TextOrNull(23) ?? ""),
            WriteId = reader.IsDBNull(24) ? Guid.Empty : reader.GetGuid(24),
        };
        var record = new SnapshotStateRecord(
            new SnapshotSeries(reader.GetString(0), reader.GetString(1), reader.GetString(2)),
            new SnapshotPosition(reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5), reader.TextOrNull(6)),
            payload,
            reader.GetInt64(7),
            (SnapshotRecordState)reader.GetInt16(8),
            reader.GetInt64(9),
            reader.TextOrNull(10) ?? "",
            reader.TextOrNull(11));
        return new RecordRow(record, reader.IsDBNull(25) ? Guid.Empty : reader.GetGuid(25), reader.GetInt64(26));
    }

    /// <summary>The first row of a result, or null.</summary>
    public static async ValueTask<RecordRow?> ReadOneAsync(NpgsqlDataReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation).ConfigureAwait(false) ? Read(reader) : null;
}
