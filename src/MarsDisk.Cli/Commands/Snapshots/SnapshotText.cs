using System.Globalization;

using MarsDisk.Hosting.Progress;
using MarsDisk.Snapshots;

namespace MarsDisk.Cli.Commands.Snapshots;

/// <summary>Records in words and as members of a document.</summary>
internal static class SnapshotText
{
    /// <summary>One line of a list.</summary>
    public static string Line(SnapshotStateRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"{record.Series.Scope,-34} {What(record),-36} {record.Position.Sequence,10} {Word(record.State),-8} {Words.Bytes(record.Payload.StoredLength),10} {Place(record),-8} {Time(record)}");

    /// <summary>The head of a list.</summary>
    public static string Head { get; } = string.Create(
        CultureInfo.InvariantCulture, $"{"run",-34} {"what",-36} {"step",10} {"state",-8} {"stored",10} {"where",-8} kept since");

    /// <summary>A record for machines; it names no place and no secret.</summary>
    public static object Members(SnapshotStateRecord record) => new
    {
        run = record.Series.Scope,
        name = record.Series.Name,
        schema = record.Series.SchemaTag,
        generation = record.Position.Generation,
        step = record.Position.Sequence,
        marker = record.Position.Marker ?? "",
        state = Word(record.State),
        revision = record.Revision,
        created = Time(record),
        kind = Place(record),
        provider = record.Payload.Provider,
        key = record.Payload.Key,
        stored_bytes = record.Payload.StoredLength,
        body_bytes = record.Payload.BodyLength,
        payload_type = record.Payload.PayloadType,
        payload_version = record.Payload.PayloadVersion,
        codec = record.Payload.Codec.ToString().ToLowerInvariant(),
        sha256 = record.Payload.Checksum.Hex,
        write_id = record.Payload.WriteId.ToString("N"),
    };

    private static string What(SnapshotStateRecord record) => record.Series.Name == record.Series.SchemaTag ? "state" : record.Series.Name;

    private static string Word(SnapshotRecordState state) => state.ToString().ToLowerInvariant();

    private static string Place(SnapshotStateRecord record) => record.Payload.Kind == SnapshotStoreKind.Inline ? "record" : "object";

    private static string Time(SnapshotStateRecord record) =>
        new DateTime(record.CreatedTicks, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
