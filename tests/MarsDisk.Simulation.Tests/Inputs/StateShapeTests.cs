using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Tests.Inputs;

/// <summary>
/// The shape of a saved state is that of its version for ever. Whoever adds, drops or retypes a section raises the version and
/// adds a line here; whoever changes the line of a version makes states unreadable that lie on disks.
/// </summary>
public sealed class StateShapeTests
{
    private static readonly Dictionary<int, string> Shapes = new()
    {
        [1] = "b710fc00abae9214",
        [2] = "e430bbbca07ebc3c",
    };

    [Theory]
    [InlineData("state-v1.bin")]
    [InlineData("state-v2.bin")]
    [Trait("Snapshot", "7.4")]
    public void The_sections_that_are_written_today_are_those_of_their_version(string name)
    {
        var golden = File.ReadAllBytes(Path.Combine(Runs.Plans.GoldenDirectory, "states", name));
        using var written = new MemoryStream();
        ResumeState.ReadFrom(new MemoryStream(golden)).WriteTo(written);

        var version = BinaryPrimitives.ReadUInt16LittleEndian(written.ToArray().AsSpan(4));

        Assert.Equal(Shapes[version], HashOf(ShapeOf(written.ToArray())));
    }

    [Fact]
    [Trait("Snapshot", "7.4")]
    public void A_section_of_another_type_or_place_is_another_shape()
    {
        var golden = File.ReadAllBytes(Path.Combine(Runs.Plans.GoldenDirectory, "states", "state-v1.bin"));
        var changed = golden.ToArray();
        changed[12] = (byte)(changed[12] == 5 ? 3 : 5);

        Assert.NotEqual(HashOf(ShapeOf(golden)), HashOf(ShapeOf(changed)), StringComparer.Ordinal);
    }

    // Tag, element type and rank of each section in its order; of a single number also how many there are.
    private static string ShapeOf(ReadOnlySpan<byte> body)
    {
        var shape = new StringBuilder();
        var place = 8;
        while (BinaryPrimitives.ReadUInt32LittleEndian(body[place..]) is var tag and not 0)
        {
            var (type, rank) = (body[place + 4], body[place + 5]);
            var count = BinaryPrimitives.ReadInt64LittleEndian(body[(place + 8)..]);
            var bytes = BinaryPrimitives.ReadInt64LittleEndian(body[(place + 16)..]);
            shape.Append(CultureInfo.InvariantCulture, $"{tag:x4}:{type}:{rank}:{(rank == 0 ? count : -1)};");
            place += 24 + (int)((bytes + 7) / 8 * 8);
        }
        return shape.ToString();
    }

    private static string HashOf(string shape) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shape)))[..16];
}
