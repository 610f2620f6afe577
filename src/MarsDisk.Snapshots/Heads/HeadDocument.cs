using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Heads;

/// <summary>All metadata of one series in one small document, changed as a whole. Pure; knows no store and no clock.</summary>
internal sealed record HeadDocument
{
    public const int RecordsMax = 64;
    public const int GarbageMax = 64;
    public const int FencesMax = 32;

    private const int FormatNow = 1;

    private static readonly HeadJson Json = new(new JsonSerializerOptions
    {
        // Names in other scripts stay short; the document is read by programs only.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    });

    [JsonPropertyName("format")]
    public int Format { get; init; } = FormatNow;

    [JsonPropertyName("rev")]
    public long Rev { get; init; }

    [JsonPropertyName("scope")]
    public required string Scope { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("schema")]
    public string? SchemaTag { get; init; }

    [JsonPropertyName("generation")]
    public long Generation { get; init; }

    /// <summary>Why the generation began.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    [JsonPropertyName("records")]
    public IReadOnlyList<HeadRecord> Records { get; init; } = [];

    /// <summary>The youngest blobs that nothing refers to, oldest first.</summary>
    [JsonPropertyName("garbage")]
    public IReadOnlyList<HeadGarbage> Garbage { get; init; } = [];

    /// <summary>Items that hold older garbage, oldest first.</summary>
    [JsonPropertyName("garbagePages")]
    public IReadOnlyList<string> GarbagePages { get; init; } = [];

    /// <summary>The youngest fences, oldest first.</summary>
    [JsonPropertyName("fences")]
    public IReadOnlyList<HeadFence> Fences { get; init; } = [];

    /// <summary>Whether older fences have become items of their own.</summary>
    [JsonPropertyName("fenceItems")]
    public bool HasFenceItems { get; init; }

    [JsonIgnore]
    public SnapshotSeries Series => new(Scope, Name, SchemaTag ?? "");

    public static HeadDocument Empty(SnapshotSeries series) => new()
    {
        Scope = series.Scope,
        Name = series.Name,
        SchemaTag = series.SchemaTag.Length == 0 ? null : series.SchemaTag,
    };

    /// <summary>Length of a text within the document.</summary>
    public static int EncodedBytes(string? text) =>
        text is null ? 0 : JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.Length;

    public static SnapshotOutcome<HeadDocument> Parse(ReadOnlySpan<byte> json, SnapshotStage stage)
    {
        try
        {
            var document = JsonSerializer.Deserialize(json, Json.HeadDocument);
            if (document is null)
                return Damaged<HeadDocument>(stage, "it is empty", null);
            if (document.Format > FormatNow)
            {
                return SnapshotOutcome.Failed<HeadDocument>(
                    SnapshotStatus.Incompatible, stage, SnapshotCodes.StateVersion,
                    $"The head document has format {document.Format}; this program reads up to {FormatNow}.");
            }
            return SnapshotOutcome.Ok(document);
        }
        catch (JsonException error)
        {
            return Damaged<HeadDocument>(stage, "it is no valid JSON of a head", error);
        }
    }

    public ReadOnlyMemory<byte> ToJson() => Write(this, Json.HeadDocument);

    public static ReadOnlyMemory<byte> PageToJson(IReadOnlyList<HeadGarbage> page) => Write(page, Json.IReadOnlyListHeadGarbage);

    public static async ValueTask<IReadOnlyList<HeadGarbage>?> PageFromJsonAsync(Stream json, CancellationToken cancellation)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(json, Json.IReadOnlyListHeadGarbage, cancellation).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> Write<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            JsonSerializer.Serialize(writer, value, type);
        return buffer.WrittenMemory;
    }

    private static SnapshotOutcome<T> Damaged<T>(SnapshotStage stage, string why, Exception? cause) => SnapshotOutcome.Failed<T>(
        SnapshotStatus.Corrupt, stage, SnapshotCodes.StateCorrupt, $"The head document cannot be read: {why}.", cause: cause);
}

/// <summary>A blob that nothing refers to.</summary>
internal sealed record HeadGarbage(
    [property: JsonPropertyName("p")] string Provider,
    [property: JsonPropertyName("k")] string Key,
    [property: JsonPropertyName("t")] long SinceTicks,
    [property: JsonPropertyName("r")] string Reason)
{
    public bool IsOf(string provider, string key) => Provider == provider && Key == key;

    public GarbageEntry ToEntry() => new(Provider, Key, SinceTicks, Reason);
}

/// <summary>A write id that can never be committed.</summary>
internal sealed record HeadFence([property: JsonPropertyName("w")] Guid WriteId, [property: JsonPropertyName("t")] long SinceTicks);

/// <summary>Reads and writes head documents without reflection.</summary>
[JsonSerializable(typeof(HeadDocument))]
[JsonSerializable(typeof(IReadOnlyList<HeadGarbage>))]
internal sealed partial class HeadJson : JsonSerializerContext;
