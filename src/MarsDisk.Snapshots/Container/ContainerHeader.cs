using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MarsDisk.Snapshots.Container;

/// <summary>
/// What a container says about its body. No write id and no time: equal body and equal header give equal bytes.
/// </summary>
public sealed record ContainerHeader
{
    /// <summary>Content type of the body.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>Logical type of the body, e.g. <c>marsdisk.sim-state</c>.</summary>
    public string PayloadType { get; init; } = "";

    /// <summary>Version of that type.</summary>
    public int PayloadVersion { get; init; } = 1;

    /// <summary>Compression of the frames.</summary>
    public SnapshotCodec Codec { get; init; }

    /// <summary>Arrangement of the bytes before compression.</summary>
    public SnapshotFilter Filter { get; init; }

    /// <summary>Body bytes of each frame but the last.</summary>
    public int FrameBytes { get; init; } = 1024 * 1024;

    /// <summary>Whose snapshot it is: tenant or run id.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Name within the scope.</summary>
    public string Name { get; init; } = "";

    /// <summary>Version of what produced the body.</summary>
    public string SchemaTag { get; init; } = "";

    /// <summary>Rises when a series of snapshots is rebuilt from scratch.</summary>
    public long Generation { get; init; }

    /// <summary>Step number or number of events.</summary>
    public long Sequence { get; init; }

    /// <summary>UTC ticks of 100 ns; 0 where equal state must give equal bytes.</summary>
    public long Ticks { get; init; }

    /// <summary>Opaque position of the owner.</summary>
    public string Marker { get; init; } = "";

    /// <summary>The JSON of the header: fixed key order, no space, only quotes, backslashes and control characters escaped.</summary>
    internal byte[] ToJson()
    {
        var json = new StringBuilder(256);
        Text(json, '{', "ct", ContentType);
        Text(json, ',', "pt", PayloadType);
        Number(json, "pv", PayloadVersion);
        Text(json, ',', "codec", WordOf(Codec));
        Text(json, ',', "filter", WordOf(Filter));
        Number(json, "frame", FrameBytes);
        Text(json, ',', "scope", Scope);
        Text(json, ',', "name", Name);
        Text(json, ',', "schema", SchemaTag);
        Number(json, "gen", Generation);
        Number(json, "seq", Sequence);
        Number(json, "ticks", Ticks);
        Text(json, ',', "marker", Marker);
        return ContainerFormat.StrictText.GetBytes(json.Append('}').ToString());
    }

    /// <summary>Reads the JSON back. Whatever <see cref="ToJson"/> would not write in the same way is corrupt.</summary>
    internal static ContainerHeader FromJson(ReadOnlyMemory<byte> json)
    {
        ContainerHeader header;
        try
        {
            using var document = JsonDocument.Parse(json);
            header = FromKeys(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new ContainerException(ContainerFault.Corrupt, $"The header is not that of a container: {error.Message}", error);
        }
        if (!header.ToJson().AsSpan().SequenceEqual(json.Span))
            throw new ContainerException(ContainerFault.Corrupt, "The header has other keys, order or spacing than version 1.");
        return header;
    }

    private static ContainerHeader FromKeys(JsonElement root) => new()
    {
        ContentType = TextOf(root, "ct"),
        PayloadType = TextOf(root, "pt"),
        PayloadVersion = root.GetProperty("pv").GetInt32(),
        Codec = CodecOf(TextOf(root, "codec")),
        Filter = FilterOf(TextOf(root, "filter")),
        FrameBytes = root.GetProperty("frame").GetInt32(),
        Scope = TextOf(root, "scope"),
        Name = TextOf(root, "name"),
        SchemaTag = TextOf(root, "schema"),
        Generation = root.GetProperty("gen").GetInt64(),
        Sequence = root.GetProperty("seq").GetInt64(),
        Ticks = root.GetProperty("ticks").GetInt64(),
        Marker = TextOf(root, "marker"),
    };

    private static string TextOf(JsonElement root, string key) =>
        root.GetProperty(key).GetString() ?? throw new FormatException($"'{key}' is null.");

    private static string WordOf(SnapshotCodec codec) => codec switch
    {
        SnapshotCodec.None => "none",
        SnapshotCodec.Brotli => "brotli",
        SnapshotCodec.ZLib => "zlib",
        SnapshotCodec.Zstd => "zstd",
        SnapshotCodec.Lz4 => "lz4",
        _ => throw new ContainerException(ContainerFault.Incompatible, $"Codec {codec} is unknown."),
    };

    private static SnapshotCodec CodecOf(string word) => word switch
    {
        "none" => SnapshotCodec.None,
        "brotli" => SnapshotCodec.Brotli,
        "zlib" => SnapshotCodec.ZLib,
        "zstd" => SnapshotCodec.Zstd,
        "lz4" => SnapshotCodec.Lz4,
        _ => throw new ContainerException(ContainerFault.Incompatible, $"Codec '{word}' is unknown to this program."),
    };

    private static string WordOf(SnapshotFilter filter) => filter switch
    {
        SnapshotFilter.None => "none",
        SnapshotFilter.Shuffle8 => "shuffle8",
        _ => throw new ContainerException(ContainerFault.Incompatible, $"Filter {filter} is unknown."),
    };

    private static SnapshotFilter FilterOf(string word) => word switch
    {
        "none" => SnapshotFilter.None,
        "shuffle8" => SnapshotFilter.Shuffle8,
        _ => throw new ContainerException(ContainerFault.Incompatible, $"Filter '{word}' is unknown to this program."),
    };

    private static void Number(StringBuilder json, string key, long value) =>
        json.Append(CultureInfo.InvariantCulture, $",\"{key}\":{value}");

    private static void Text(StringBuilder json, char before, string key, string value)
    {
        json.Append(before).Append('"').Append(key).Append("\":\"");
        foreach (var character in value)
        {
            if (character is '"' or '\\')
                json.Append('\\').Append(character);
            else if (character < ' ')
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                json.Append(character);
        }
        json.Append('"');
    }
}
