using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MarsDisk.Snapshots.Remote;

namespace MarsDisk.Snapshots.Cosmos;

/// <summary>
/// The JSON of an item. Texts are one JSON string, as numbers of the data base are doubles and would lose the last digits of
/// ticks; inline bodies and other items are Base64.
/// </summary>
internal static class CosmosDocument
{
    public const string Series = "series";

    private const string Head = "head";
    private const string Page = "page-";
    private const int EnvelopeBytes = 512;

    /// <summary>Bytes of the JSON, or a little more.</summary>
    public static long BytesOf(ItemKey key, ReadOnlySpan<byte> bytes)
    {
        var names = Encoding.UTF8.GetByteCount(key.Series) + key.Item.Length + EnvelopeBytes;
        return names + (IsText(key) ? EscapedBytes(bytes) : System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length));
    }

    /// <summary>The JSON of an item; reads where its bytes are.</summary>
    public static MemoryStream Write(ItemKey key, TableItem item)
    {
        var buffer = new ArrayBufferWriter<byte>((int)BytesOf(key, item.Bytes.Span));
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("id", key.Item);
            writer.WriteString(Series, key.Series);
            writer.WriteNumber("rev", item.Rev);
            writer.WriteString("write", item.Write);
            if (IsText(key))
                writer.WriteString("text", item.Bytes.Span);
            else
                writer.WriteBase64String("base64", item.Bytes.Span);
            writer.WriteEndObject();
        }
        return MemoryMarshal.TryGetArray(buffer.WrittenMemory, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : throw new InvalidOperationException("The buffer is no array.");
    }

    /// <summary>Reads the JSON of an item.</summary>
    /// <exception cref="InvalidDataException">It was not made by this program.</exception>
    public static async Task<TableItem> ReadAsync(ItemKey key, Stream json, string version, CancellationToken cancellation)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(json, default, cancellation).ConfigureAwait(false);
            var root = document.RootElement;
            var bytes = IsText(key)
                ? Encoding.UTF8.GetBytes(root.GetProperty("text").GetString() ?? "")
                : root.GetProperty("base64").GetBytesFromBase64();
            return new TableItem(root.GetProperty("rev").GetInt64(), root.GetProperty("write").GetString() ?? "", bytes, version);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException("The document was not made by this program.", error);
        }
    }

    /// <summary>Reads a page of documents for the names of those of one series; some servers answer with the whole container.</summary>
    /// <exception cref="InvalidDataException">It is no page of documents of this program.</exception>
    public static async Task<IReadOnlyList<TableEntry>> ReadNamesAsync(string series, Stream json, CancellationToken cancellation)
    {
        try
        {
            using var page = await JsonDocument.ParseAsync(json, default, cancellation).ConfigureAwait(false);
            return
            [
                .. page.RootElement.GetProperty("Documents").EnumerateArray()
                    .Where(item => item.GetProperty(Series).ValueEquals(series))
                    .Select(item => new TableEntry(item.GetProperty("id").GetString()!, item.GetProperty("write").GetString() ?? "")),
            ];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException("The documents were not made by this program.", error);
        }
    }

    private static bool IsText(ItemKey key) => key.Item == Head || key.Item.StartsWith(Page, StringComparison.Ordinal);

    private static long EscapedBytes(ReadOnlySpan<byte> text)
    {
        long bytes = text.Length;
        foreach (var value in text)
        {
            if (value < 0x20)
                bytes += 5;
            else if (value is (byte)'"' or (byte)'\\')
                bytes++;
        }
        return bytes;
    }
}
