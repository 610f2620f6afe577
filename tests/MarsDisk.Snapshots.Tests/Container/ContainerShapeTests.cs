using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using MarsDisk.Snapshots.Container;

namespace MarsDisk.Snapshots.Tests.Container;

/// <summary>
/// What a container is made of is that of its version for ever: whoever changes a key, its place or a number of the codecs
/// raises the version and adds a line here.
/// </summary>
public sealed class ContainerShapeTests
{
    private static readonly Dictionary<int, string> Shapes = new() { [1] = "39f9167bed05fb04" };

    private static readonly Dictionary<PayloadFormat, string> Handles = new() { [PayloadFormat.ContainerV1] = "4bb97c860ca6edb2" };

    [Fact]
    [Trait("Snapshot", "7.4")]
    public void The_parts_of_a_container_are_those_of_its_version()
    {
        var container = Corpus.Pack(new ContainerHeader { PayloadType = "test.body", FrameBytes = 4096, Codec = SnapshotCodec.Brotli, Filter = SnapshotFilter.Shuffle8 }, Corpus.Pattern(10_000));
        var version = BinaryPrimitives.ReadUInt16LittleEndian(container.AsSpan(8));
        var headerBytes = BinaryPrimitives.ReadInt32LittleEndian(container.AsSpan(12));
        using var header = JsonDocument.Parse(container.AsMemory(16, headerBytes));
        var keys = header.RootElement.EnumerateObject().Select(key => $"{key.Name}:{key.Value.ValueKind}");
        var numbers = $"{ContainerFormat.PrefixBytes},{ContainerFormat.FramePrefixBytes},{ContainerFormat.FooterBytes},{ContainerFormat.CompressedBit}";

        Assert.Equal(Shapes[version], HashOf($"{string.Join(',', keys)};{numbers};{Names<SnapshotCodec>()};{Names<SnapshotFilter>()}"));
    }

    [Fact]
    [Trait("Snapshot", "7.4")]
    public void What_a_handle_says_is_that_of_its_format()
    {
        var properties = typeof(SnapshotPayloadHandle).GetProperties()
            .Where(property => property.Name != nameof(SnapshotPayloadHandle.InlineBytes) && property.CanWrite)
            .Select(property => $"{property.Name}:{property.PropertyType.Name}").Order(StringComparer.Ordinal);

        Assert.Equal(
            Handles[PayloadFormat.ContainerV1],
            HashOf($"{string.Join(',', properties)};{Names<PayloadFormat>()};{Names<SnapshotStoreKind>()};{Names<ChecksumAlgorithm>()}"));
    }

    private static string Names<T>()
        where T : struct, Enum => string.Join(',', Enum.GetValues<T>().Select(value => $"{value}={Convert.ToInt32(value, CultureInfo.InvariantCulture)}"));

    private static string HashOf(string shape) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shape)))[..16];
}
