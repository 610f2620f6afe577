using System.Security.Cryptography;
using System.Text;
using MarsDisk.Snapshots.Container;

namespace MarsDisk.Snapshots.Tests.Container;

public class DamagedContainerTests
{
    private const int FrameBytes = 4096;
    private static readonly ContainerHeader Header = new() { PayloadType = "test.body", FrameBytes = FrameBytes };
    private static readonly int HeaderEnd = 20 + BitConverter.ToInt32(Corpus.Pack(Header, []), 12);

    public static TheoryData<string> SmallNames => ["one-byte", "unicode-identity", "brotli", "brotli-shuffled"];

    [Trait("Snapshot", "4")]
    [Theory]
    [MemberData(nameof(SmallNames))]
    public void Refuses_every_flipped_bit(string name)
    {
        var whole = Corpus.File(name);

        for (var bit = 0; bit < whole.Length * 8; bit += bit < 8 * 700 ? 1 : 7)
        {
            var flipped = (byte[])whole.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.Throws<ContainerException>(() => Corpus.Unpack(flipped));
        }
    }

    [Trait("Snapshot", "5")]
    [Theory]
    [MemberData(nameof(SmallNames))]
    public void Refuses_every_shorter_length_as_corrupt(string name)
    {
        var whole = Corpus.File(name);

        for (var length = 0; length < whole.Length; length++)
            Assert.Equal(ContainerFault.Corrupt, FaultOf(whole[..length]));
    }

    [Trait("Snapshot", "11")]
    [Fact]
    public void Refuses_bytes_behind_the_footer() =>
        Assert.Equal(ContainerFault.Corrupt, FaultOf([.. Corpus.File("one-byte"), 0]));

    [Trait("Snapshot", "6")]
    [Fact]
    public void Refuses_swapped_frames_by_their_ordinal()
    {
        var whole = Corpus.Pack(Header, Corpus.Pattern(3 * FrameBytes));
        var frame = 16 + FrameBytes;
        byte[] swapped =
        [
            .. whole[..HeaderEnd], .. whole[(HeaderEnd + frame)..(HeaderEnd + (2 * frame))],
            .. whole[HeaderEnd..(HeaderEnd + frame)], .. whole[(HeaderEnd + (2 * frame))..],
        ];

        var error = Assert.Throws<ContainerException>(() => Corpus.Unpack(swapped));

        Assert.Contains("Frame 1 stands where frame 0 is expected", error.Message, StringComparison.Ordinal);
    }

    [Trait("Snapshot", "7")]
    [Fact]
    public void Refuses_a_frame_of_another_container_at_the_footer()
    {
        var whole = Corpus.Pack(Header, Corpus.Pattern(100));
        var other = Corpus.Pack(Header, Corpus.Noise(100));
        byte[] spliced = [.. other[..^64], .. whole[^64..]];

        var error = Assert.Throws<ContainerException>(() => Corpus.Unpack(spliced));

        Assert.Contains("hash in the footer", error.Message, StringComparison.Ordinal);
    }

    [Trait("Snapshot", "4")]
    [Fact]
    public void Releases_no_byte_of_a_damaged_frame()
    {
        var whole = Corpus.Pack(Header, Corpus.Pattern(2 * FrameBytes));
        whole[HeaderEnd + (2 * 16) + FrameBytes + 5] ^= 1;
        using var reader = new ContainerReadStream(new MemoryStream(whole));
        var released = new byte[3 * FrameBytes];

        reader.ReadExactly(released, 0, FrameBytes);

        Assert.Throws<ContainerException>(() => reader.Read(released, FrameBytes, FrameBytes));
        Assert.All(released[FrameBytes..], value => Assert.Equal(0, value));
    }

    [Trait("Snapshot", "9")]
    [Fact]
    public void Refuses_a_frame_that_expands_past_its_length()
    {
        var whole = Corpus.Pack(Header with { Codec = SnapshotCodec.Brotli }, new byte[FrameBytes]);
        var frame = 20 + BitConverter.ToInt32(whole, 12);
        BitConverter.TryWriteBytes(whole.AsSpan(frame + 4), 100);

        var error = Assert.Throws<ContainerException>(() => Corpus.Unpack(Reseal(whole)));

        Assert.Contains("does not decompress to 100 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_short_frame_that_is_not_the_last()
    {
        var whole = Corpus.Pack(Header, Corpus.Pattern(100));
        var frame = whole[HeaderEnd..(HeaderEnd + 116)];
        frame[12] = 1;

        var error = Assert.Throws<ContainerException>(
            () => Corpus.Unpack([.. whole[..(HeaderEnd + 116)], .. frame, .. whole[(HeaderEnd + 116)..]]));

        Assert.Contains("only the last frame is shorter", error.Message, StringComparison.Ordinal);
    }

    [Trait("Snapshot", "10")]
    [Theory]
    [InlineData("\"codec\":\"none\"", "\"codec\":\"snappy\"", "snappy")]
    [InlineData("\"filter\":\"none\"", "\"filter\":\"delta\"", "delta")]
    public void Names_an_unknown_codec_or_filter_as_incompatible(string found, string replaced, string named)
    {
        var error = Assert.Throws<ContainerException>(() => Corpus.Unpack(WithHeader(json => json.Replace(found, replaced, StringComparison.Ordinal))));

        Assert.Equal(ContainerFault.Incompatible, error.Fault);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"ct\"", "{ \"ct\"")]
    [InlineData("\"frame\":4096", "\"frame\":4095")]
    [InlineData("\"pv\":1,", "")]
    [InlineData("\"marker\":\"\"", "\"marker\":\"\",\"extra\":1")]
    public void Refuses_a_header_of_another_form_as_corrupt(string found, string replaced) =>
        Assert.Equal(ContainerFault.Corrupt, FaultOf(WithHeader(json => json.Replace(found, replaced, StringComparison.Ordinal))));

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    public void Names_an_unknown_version_or_flag_as_incompatible(int offset)
    {
        var whole = Corpus.Pack(Header, []);
        whole[offset] = 3;

        Assert.Equal(ContainerFault.Incompatible, FaultOf(whole));
    }

    [Fact]
    public void Refuses_a_body_over_the_limit_and_takes_one_at_it()
    {
        var whole = Corpus.Pack(Header, Corpus.Pattern(5000));

        Assert.Equal(5000, Corpus.Unpack(whole, bodyBytesMax: 5000).Length);
        Assert.Equal(ContainerFault.TooLarge, Assert.Throws<ContainerException>(() => Corpus.Unpack(whole, bodyBytesMax: 4999)).Fault);
    }

    private static ContainerFault FaultOf(byte[] container) =>
        Assert.Throws<ContainerException>(() => Corpus.Unpack(container)).Fault;

    private static byte[] WithHeader(Func<string, string> change)
    {
        var whole = Corpus.Pack(Header, Corpus.Pattern(10));
        var json = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(whole[16..(HeaderEnd - 4)])));
        byte[] prefix = [.. whole[..12], .. BitConverter.GetBytes(json.Length), .. json];
        return Reseal([.. prefix, .. BitConverter.GetBytes(ContainerFormat.Checksum(prefix)), .. whole[HeaderEnd..]]);
    }

    // A new hash in the footer, so that only the damage under test can be found.
    private static byte[] Reseal(byte[] container)
    {
        SHA256.HashData(container.AsSpan(0, container.Length - 64), container.AsSpan(container.Length - 40, 32));
        return container;
    }
}
