using MarsDisk.Snapshots.Container;

namespace MarsDisk.Snapshots.Tests.Container;

public class ContainerTests
{
    public static TheoryData<string> Names => [.. Corpus.Entries.Select(entry => entry.Name)];

    public static TheoryData<string> PlainNames =>
        [.. Corpus.Entries.Where(entry => entry.Header.Codec == SnapshotCodec.None).Select(entry => entry.Name)];

    [Trait("Snapshot", "1")]
    [Trait("Snapshot", "12")]
    [Theory]
    [MemberData(nameof(Names))]
    public void Reads_every_container_of_the_corpus(string name)
    {
        var expected = Corpus.Entries.Single(entry => entry.Name == name);

        using var reader = new ContainerReadStream(new MemoryStream(Corpus.File(name)));

        Assert.Equal(expected.Header, reader.Header);
        Assert.Equal(expected.Body, Corpus.Unpack(Corpus.File(name)));
    }

    // The bytes of a compressed frame are the compressor's; a later one may find shorter bytes.
    [Theory]
    [MemberData(nameof(PlainNames))]
    public void Writes_the_golden_bytes(string name)
    {
        var entry = Corpus.Entries.Single(candidate => candidate.Name == name);

        Assert.Equal(Corpus.File(name), Corpus.Pack(entry.Header, entry.Body));
    }

    [Trait("Snapshot", "3")]
    [Theory]
    [MemberData(nameof(Names))]
    public void Gives_equal_bytes_however_the_body_is_sliced(string name)
    {
        var entry = Corpus.Entries.Single(candidate => candidate.Name == name);
        using var output = new MemoryStream();
        using var writer = new ContainerWriteStream(output, entry.Header);
        foreach (var slice in entry.Body.Chunk(7))
            writer.Write(slice);
        writer.Finish();

        Assert.Equal(Corpus.Pack(entry.Header, entry.Body), output.ToArray());
        Assert.Equal(entry.Body, Corpus.Unpack(output.ToArray()));
    }

    [Fact]
    public void Makes_the_header_of_the_largest_example_as_long_as_allowed() =>
        Assert.Equal(65536, BitConverter.ToInt32(Corpus.File("largest-header"), 12));

    [Fact]
    public void Refuses_to_write_a_longer_header()
    {
        var header = new ContainerHeader { Marker = new string('m', 65536) };

        Assert.Throws<ArgumentException>(() => new ContainerWriteStream(Stream.Null, header));
    }

    [Theory]
    [InlineData(4095)]
    [InlineData((16 * 1024 * 1024) + 1)]
    public void Refuses_to_write_frames_outside_the_limits(int frameBytes) =>
        Assert.Throws<ArgumentException>(
            () => new ContainerWriteStream(Stream.Null, new ContainerHeader { FrameBytes = frameBytes }));

    [Fact]
    public void Stores_smooth_values_smaller_with_the_shuffle_filter()
    {
        var entry = Corpus.Entries.Single(candidate => candidate.Name == "brotli-shuffled");

        var shuffled = Corpus.Pack(entry.Header, entry.Body).Length;
        var plain = Corpus.Pack(entry.Header with { Filter = SnapshotFilter.None }, entry.Body).Length;

        Assert.InRange(shuffled, 1, plain - 1);
    }

    [Fact]
    public void Stores_what_does_not_shrink_as_it_is_and_tries_only_every_sixteenth_frame_after_eight()
    {
        byte[] body = [.. Corpus.Noise(8 * 4096), .. new byte[17 * 4096]];
        var header = new ContainerHeader { Codec = SnapshotCodec.Brotli, FrameBytes = 4096 };

        var compressed = CompressedFrames(Corpus.Pack(header, body));

        Assert.Equal([23, 24], compressed);
        Assert.Equal(body, Corpus.Unpack(Corpus.Pack(header, body)));
    }

    [Trait("Snapshot", "5")]
    [Fact]
    public void Has_no_end_without_finish()
    {
        using var output = new MemoryStream();
        using (var writer = new ContainerWriteStream(output, new ContainerHeader { FrameBytes = 4096 }))
            writer.Write(Corpus.Pattern(5000));

        var error = Assert.Throws<ContainerException>(() => Corpus.Unpack(output.ToArray()));

        Assert.Equal(ContainerFault.Corrupt, error.Fault);
    }

    private static List<int> CompressedFrames(byte[] container)
    {
        var compressed = new List<int>();
        var offset = 16 + BitConverter.ToInt32(container, 12) + 4;
        for (var length = -1; length != 0; offset += 16 + length)
        {
            length = BitConverter.ToInt32(container, offset);
            var ordinal = BitConverter.ToUInt32(container, offset + 12);
            if ((ordinal >> 31) != 0)
                compressed.Add((int)(ordinal & 0x7FFFFFFF));
        }
        return compressed;
    }
}
