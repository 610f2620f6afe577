using MarsDisk.Snapshots.Container;

namespace MarsDisk.Snapshots.Tests.Container;

/// <summary>
/// The frozen containers under Golden, with the header and body each was made from. Those without compression were
/// made by another program, from the byte table alone.
/// </summary>
internal static class Corpus
{
    private static readonly ContainerHeader Plain = new()
    {
        PayloadType = "test.body",
        FrameBytes = 4096,
        Scope = "run-1",
        Name = "test",
        SchemaTag = "v1",
    };

    private static readonly ContainerHeader Brotli = Plain with { Codec = SnapshotCodec.Brotli };

    private static readonly ContainerHeader Unicode = Plain with
    {
        Scope = "Läufe/火星",
        Name = "a\"b\\c",
        SchemaTag = "𝛽",
        Generation = 2,
        Sequence = long.MaxValue,
        Ticks = 638000000000000001,
        Marker = "000000000_000000009",
    };

    private static readonly ContainerHeader State = Plain with
    {
        PayloadType = "marsdisk.sim-state",
        Name = "marsdisk.sim-state",
        SchemaTag = "marsdisk.sim-state",
        FrameBytes = 1024 * 1024,
        Sequence = 10000,
        Marker = "000000000_000009999",
    };

    public static IReadOnlyList<Entry> Entries { get; } =
    [
        new("empty", Plain, []),
        new("one-byte", Plain, Pattern(1)),
        new("frame-minus-one", Plain, Pattern(4095)),
        new("frame", Plain, Pattern(4096)),
        new("frame-plus-one", Plain, Pattern(4097)),
        new("three-frames", Plain with { Sequence = 7 }, Pattern(12000)),
        new("unicode-identity", Unicode, Pattern(100)),
        new("state", State, Pattern(300)),
        new("largest-header", Plain with { Marker = new string('m', 65353) }, Pattern(10)),
        new("brotli", Brotli, Pattern(12000)),
        new("brotli-shuffled", Brotli with { Filter = SnapshotFilter.Shuffle8 }, Doubles(1100)),
        new("brotli-incompressible", Brotli, Noise(9000)),
    ];

    public static byte[] File(string name) =>
        System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", name + ".mdsnap"));

    public static byte[] Pattern(int length) =>
        [.. Enumerable.Range(0, length).Select(i => (byte)((i * 31) + ((i >> 5) * 7) + 3))];

    public static byte[] Noise(int length)
    {
        var state = 1u;
        return [.. Enumerable.Range(0, length).Select(_ => (byte)((state = (state * 1664525) + 1013904223) >> 24))];
    }

    public static byte[] Pack(ContainerHeader header, ReadOnlySpan<byte> body)
    {
        using var output = new MemoryStream();
        using var writer = new ContainerWriteStream(output, header);
        writer.Write(body);
        writer.Finish();
        return output.ToArray();
    }

    public static byte[] Unpack(byte[] container, long bodyBytesMax = long.MaxValue)
    {
        using var reader = new ContainerReadStream(new MemoryStream(container), bodyBytesMax);
        using var body = new MemoryStream();
        reader.CopyTo(body);
        return body.ToArray();
    }

    // Smooth values with a tail of three bytes, as a state vector has them.
    private static byte[] Doubles(int count) =>
        [.. Enumerable.Range(0, count).SelectMany(i => BitConverter.GetBytes(1.0 + (i * 1e-3))), 1, 2, 3];

    public sealed record Entry(string Name, ContainerHeader Header, byte[] Body);
}
