using MarsDisk.Snapshots.PostgreSql.Sql;
using Npgsql;

namespace MarsDisk.Snapshots.PostgreSql.States;

/// <summary>
/// The values of a row. The columns in quotes are filled for older programs: with the bytes when they are such that these can
/// read, else with a payload type that they do not know.
/// </summary>
/// <param name="request">What is committed.</param>
/// <param name="record">The record.</param>
/// <param name="isText">Whether bytes within a record of the older form are Base64.</param>
internal sealed class RecordValues(SnapshotCommitRequest request, SnapshotStateRecord record, bool isText)
{
    private const string NewFormat = ";fmt=1";

    private static readonly string[] Names =
    [
        "scope", "name", "schema_tag", "generation", "sequence", "ts_ticks", "marker", "revision", "state", "created_ticks",
        "build_source", "build_host", "store_kind", "provider", "blob_key", "stored_len", "body_len", "content_type", "format",
        "payload_type", "payload_version", "codec", "checksum_alg", "checksum", "write_id", "writer_epoch", "ticket", "inline_body",
        "\"IsOffloaded\"", "\"OffloadProvider\"", "\"OffloadKey\"", "\"PayloadType\"", "\"StateData\"",
    ];

    private bool IsLegacy => record.Payload.Format == PayloadFormat.LegacyRaw;

    private bool IsBlob => record.Payload.Kind == SnapshotStoreKind.Blob;

    public string Insert(string table) => $"INSERT INTO {table} ({string.Join(", ", Names)}) VALUES ({string.Join(", ", Names.Select(ValueOf))})";

    public string Update(string table) =>
        $"UPDATE {table} SET {string.Join(", ", Names.Select((name, index) => $"{name} = {ValueOf(name, index)}"))} "
        + "WHERE scope = $1 AND name = $2 AND schema_tag = $3 AND generation = $4 AND sequence = $5";

    public NpgsqlParameter[] Parameters()
    {
        var payload = record.Payload;
        var body = IsBlob ? (ReadOnlyMemory<byte>?)null : request.Payload.InlineBytes;     // without the cast: empty, not null
        return
        [
            SqlText.Of(record.Series.Scope), SqlText.Of(record.Series.Name), SqlText.Of(record.Series.SchemaTag),
            SqlText.Of(record.Position.Generation), SqlText.Of(record.Position.Sequence), SqlText.Of(record.Position.TimestampTicks),
            SqlText.Of(record.Position.Marker), SqlText.Of(record.Revision), SqlText.Of((short)record.State), SqlText.Of(record.CreatedTicks),
            SqlText.Of(record.BuildSource), SqlText.Of(record.BuildHost), SqlText.Of((short)payload.Kind), SqlText.Of(payload.Provider),
            SqlText.Of(payload.Key), SqlText.Of(payload.StoredLength), SqlText.Of(payload.BodyLength), SqlText.Of(payload.ContentType),
            SqlText.Of((short)payload.Format), SqlText.Of(payload.PayloadType), SqlText.Of(payload.PayloadVersion), SqlText.Of((short)payload.Codec),
            SqlText.Of((short)payload.Checksum.Algorithm), SqlText.Of(payload.Checksum.Hex), SqlText.OrNull(payload.WriteId),
            SqlText.OrNull(request.Writer.Epoch), SqlText.Of(request.Writer.Number), SqlText.Of(IsLegacy ? null : body),
            SqlText.Of(IsBlob), SqlText.Of(IsBlob ? payload.Provider : null), SqlText.Of(IsBlob ? payload.Key : null),
            SqlText.Of(IsLegacy ? payload.PayloadType : payload.PayloadType + NewFormat), SqlText.Of(IsLegacy ? body : null),
        ];
    }

    // Base64 is made by the server: there is no second copy of the body here.
    private string ValueOf(string name, int index) =>
        isText && name == "\"StateData\"" ? $"encode(${index + 1}, 'base64')" : $"${index + 1}";
}
