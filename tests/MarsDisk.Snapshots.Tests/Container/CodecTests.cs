using MarsDisk.Snapshots.Container;

namespace MarsDisk.Snapshots.Tests.Container;

public class CodecTests
{
    private const int FrameBytes = 4096;

    public static TheoryData<SnapshotCodec, SnapshotFilter> Codecs
    {
        get
        {
            var all = new TheoryData<SnapshotCodec, SnapshotFilter>();
            foreach (var codec in Enum.GetValues<SnapshotCodec>().Where(IsHere))
            {
                foreach (var filter in Enum.GetValues<SnapshotFilter>())
                    all.Add(codec, filter);
            }
            return all;
        }
    }

    [Trait("Snapshot", "2")]
    [Theory]
    [MemberData(nameof(Codecs))]
    public void Gives_every_body_back_with_every_codec_and_filter(SnapshotCodec codec, SnapshotFilter filter)
    {
        foreach (var length in new[] { 0, 1, FrameBytes - 1, FrameBytes, FrameBytes + 1, (10 * FrameBytes) + 7 })
        {
            foreach (var body in new[] { Corpus.Pattern(length), Corpus.Noise(length) })
                Assert.Equal(body, Corpus.Unpack(Corpus.Pack(HeaderOf(codec, filter), body)));
        }
    }

    [Trait("Snapshot", "2")]
    [Theory]
    [MemberData(nameof(Codecs))]
    public async Task Reads_the_same_without_blocking(SnapshotCodec codec, SnapshotFilter filter)
    {
        var body = Corpus.Pattern((3 * FrameBytes) + 5);
        var container = Corpus.Pack(HeaderOf(codec, filter), body);

        foreach (var overlaps in new[] { false, true })
        {
            await using var reader = await ContainerReadStream.OpenAsync(
                new TricklingStream(container), long.MaxValue, verifyWhole: true, overlaps, CancellationToken.None);
            var read = new byte[body.Length];
            await reader.ReadExactlyAsync(read);
            Assert.False(reader.IsAtEnd);
            Assert.Equal(0, await reader.ReadAsync(new byte[1]));

            Assert.Equal(body, read);
            Assert.True(reader.IsAtEnd);
            Assert.Equal(SnapshotChecksum.Sha256(System.Security.Cryptography.SHA256.HashData(container)), reader.Checksum);
        }
    }

    [Trait("Snapshot", "4")]
    [Theory]
    [MemberData(nameof(Codecs))]
    public void Notices_a_changed_byte_anywhere(SnapshotCodec codec, SnapshotFilter filter)
    {
        var whole = Corpus.Pack(HeaderOf(codec, filter), Corpus.Pattern(FrameBytes + 100));

        for (var offset = 0; offset < whole.Length; offset += 3)
        {
            var changed = (byte[])whole.Clone();
            changed[offset] ^= 0x55;
            Assert.Throws<ContainerException>(() => Corpus.Unpack(changed));
        }
    }

    [Trait("Snapshot", "13")]
    [Fact]
    public void Grows_noise_by_no_more_than_its_frames_and_header()
    {
        var body = Corpus.Noise((20 * FrameBytes) + 1);

        var stored = Corpus.Pack(HeaderOf(SnapshotCodec.Brotli, SnapshotFilter.None), body).Length;

        Assert.InRange(stored, body.Length, body.Length + (24 * 21) + 1024);
    }

    [Trait("Snapshot", "14")]
    [Fact]
    public void Has_no_compressor_where_the_system_has_no_library()
    {
        Assert.Null(NativeCompressor.LoadZstd("libmarsdisk-absent.so.1"));
        Assert.Null(NativeCompressor.LoadLz4("libmarsdisk-absent.so.1"));
    }

    [Trait("Snapshot", "8")]
    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(65537u)]
    [InlineData(1u)]
    public void Refuses_an_impossible_header_length_before_anything_is_allocated(uint length)
    {
        var whole = Corpus.Pack(HeaderOf(SnapshotCodec.None, SnapshotFilter.None), Corpus.Pattern(10));
        BitConverter.TryWriteBytes(whole.AsSpan(12), length);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<ContainerException>(() => Corpus.Unpack(whole));

        Assert.Equal(ContainerFault.Corrupt, error.Fault);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Trait("Snapshot", "15")]
    [Fact]
    public void Asks_for_nothing_more_once_it_is_closed()
    {
        var container = Corpus.Pack(HeaderOf(SnapshotCodec.None, SnapshotFilter.None), Corpus.Pattern(5 * FrameBytes));
        using var input = new TricklingStream(container);
        bool wasAtEnd;
        long position;
        using (var reader = new ContainerReadStream(input))
        {
            reader.ReadExactly(new byte[10]);
            position = input.Position;
            wasAtEnd = reader.IsAtEnd;
        }

        Assert.False(wasAtEnd);
        Assert.Equal(position, input.Position);
        Assert.InRange(position, 1, container.Length / 2);
    }

    private static ContainerHeader HeaderOf(SnapshotCodec codec, SnapshotFilter filter) =>
        new() { PayloadType = "test.body", FrameBytes = FrameBytes, Codec = codec, Filter = filter };

    private static bool IsHere(SnapshotCodec codec) => codec switch
    {
        SnapshotCodec.Zstd => NativeCompressor.Zstd is not null,
        SnapshotCodec.Lz4 => NativeCompressor.Lz4 is not null,
        _ => true,
    };
}
