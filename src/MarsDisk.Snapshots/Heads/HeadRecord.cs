using System.Text.Json.Serialization;

namespace MarsDisk.Snapshots.Heads;

/// <summary>One record within a head document. Short names: 64 of them have to fit.</summary>
internal sealed record HeadRecord
{
    // Names, numbers, checksum and identities; the texts come on top.
    private const int FixedBytes = 420;

    [JsonPropertyName("g")] public long Generation { get; init; }
    [JsonPropertyName("s")] public long Sequence { get; init; }
    [JsonPropertyName("t")] public long TimestampTicks { get; init; }
    [JsonPropertyName("m")] public string? Marker { get; init; }
    [JsonPropertyName("rv")] public long Revision { get; init; }
    [JsonPropertyName("st")] public SnapshotRecordState State { get; init; }
    [JsonPropertyName("c")] public long CreatedTicks { get; init; }
    [JsonPropertyName("bs")] public string? BuildSource { get; init; }
    [JsonPropertyName("bh")] public string? BuildHost { get; init; }
    [JsonPropertyName("e")] public Guid Epoch { get; init; }
    [JsonPropertyName("n")] public long Ticket { get; init; }
    [JsonPropertyName("w")] public Guid WriteId { get; init; }
    [JsonPropertyName("k")] public SnapshotStoreKind Kind { get; init; }
    [JsonPropertyName("p")] public string Provider { get; init; } = "";

    /// <summary>Left out when it is the key that series, sequence and write id give.</summary>
    [JsonPropertyName("y")] public string? Key { get; init; }

    [JsonPropertyName("sl")] public long StoredLength { get; init; }
    [JsonPropertyName("bl")] public long BodyLength { get; init; }
    [JsonPropertyName("ct")] public string? ContentType { get; init; }
    [JsonPropertyName("f")] public PayloadFormat Format { get; init; }
    [JsonPropertyName("pt")] public string? PayloadType { get; init; }
    [JsonPropertyName("pv")] public int PayloadVersion { get; init; }
    [JsonPropertyName("cd")] public SnapshotCodec Codec { get; init; }
    [JsonPropertyName("a")] public ChecksumAlgorithm Algorithm { get; init; }
    [JsonPropertyName("h")] public string? Checksum { get; init; }

    /// <summary>At least the bytes that it takes in the document.</summary>
    [JsonIgnore]
    public int Bytes => FixedBytes + HeadDocument.EncodedBytes(Marker) + HeadDocument.EncodedBytes(BuildSource)
        + HeadDocument.EncodedBytes(BuildHost) + HeadDocument.EncodedBytes(Provider) + HeadDocument.EncodedBytes(Key)
        + HeadDocument.EncodedBytes(ContentType) + HeadDocument.EncodedBytes(PayloadType);

    /// <summary>Whether its bytes must be kept.</summary>
    [JsonIgnore]
    public bool HoldsBytes => State is SnapshotRecordState.Live or SnapshotRecordState.Suspect;

    [JsonIgnore]
    public SnapshotPosition Position => new(Generation, Sequence, TimestampTicks, Marker);

    public static HeadRecord From(SnapshotCommitRequest request, long revision, long nowTicks) => new()
    {
        Generation = request.Position.Generation,
        Sequence = request.Position.Sequence,
        TimestampTicks = request.Position.TimestampTicks,
        Marker = request.Position.Marker,
        Revision = revision,
        State = SnapshotRecordState.Live,
        CreatedTicks = nowTicks,
        BuildSource = request.BuildSource,
        BuildHost = request.BuildHost,
        Epoch = request.Writer.Epoch,
        Ticket = request.Writer.Number,
        WriteId = request.Payload.WriteId,
        Kind = request.Payload.Kind,
        Provider = request.Payload.Provider,
        Key = request.Payload.Key == SnapshotKeys.KeyOf(request.Series, request.Position.Sequence, request.Payload.WriteId)
            ? null
            : request.Payload.Key,
        StoredLength = request.Payload.StoredLength,
        BodyLength = request.Payload.BodyLength,
        ContentType = request.Payload.ContentType,
        Format = request.Payload.Format,
        PayloadType = request.Payload.PayloadType,
        PayloadVersion = request.Payload.PayloadVersion,
        Codec = request.Payload.Codec,
        Algorithm = request.Payload.Checksum.Algorithm,
        Checksum = request.Payload.Checksum.Hex,
    };

    public SnapshotStateRecord ToRecord(SnapshotSeries series) =>
        new(series, Position, ToHandle(series), Revision, State, CreatedTicks, BuildSource ?? "", BuildHost);

    public SnapshotPayloadHandle ToHandle(SnapshotSeries series) => new()
    {
        Kind = Kind,
        Provider = Provider,
        Key = Key ?? SnapshotKeys.KeyOf(series, Sequence, WriteId),
        StoredLength = StoredLength,
        BodyLength = BodyLength,
        ContentType = ContentType ?? "",
        Format = Format,
        PayloadType = PayloadType ?? "",
        PayloadVersion = PayloadVersion,
        Codec = Codec,
        Checksum = new SnapshotChecksum(Algorithm, Checksum ?? ""),
        WriteId = WriteId,
    };

    /// <summary>Whether the bytes at rest are those of a payload.</summary>
    public bool HasContentOf(SnapshotPayloadHandle payload) =>
        StoredLength == payload.StoredLength && Algorithm == payload.Checksum.Algorithm && (Checksum ?? "") == payload.Checksum.Hex;

    /// <summary>Order of selection: generation, sequence, time, revision.</summary>
    public static int Compare(HeadRecord one, HeadRecord other)
    {
        var order = one.Generation.CompareTo(other.Generation);
        if (order == 0)
            order = one.Sequence.CompareTo(other.Sequence);
        if (order == 0)
            order = one.TimestampTicks.CompareTo(other.TimestampTicks);
        return order != 0 ? order : one.Revision.CompareTo(other.Revision);
    }
}
