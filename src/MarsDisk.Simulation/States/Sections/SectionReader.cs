using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MarsDisk.Simulation.States.Sections;

/// <summary>
/// Reads a body of tagged sections and hands the fields out by tag. Tags that nobody asks for are skipped, so a
/// later version may add fields; a field that is missing is an error.
/// </summary>
internal sealed class SectionReader : IStateTransfer
{
    private readonly Dictionary<uint, byte[]> _numbers = [];
    private readonly Dictionary<uint, byte[]> _integers = [];
    private readonly Dictionary<uint, byte[]> _blocks = [];

    /// <summary>Reads a whole body.</summary>
    /// <exception cref="StateFormatException">The bytes are not a body of this format.</exception>
    public SectionReader(Stream input)
    {
        ReadHeader(input);
        while (ReadSection(input))
        {
        }
    }

    public void Number(uint tag, ref double value) => value = BitConverter.ToDouble(Single(_numbers, tag));

    public void Number(uint tag, ref long value) => value = BitConverter.ToInt64(Single(_integers, tag));

    public void Flag(uint tag, ref bool value)
    {
        var number = 0L;
        Number(tag, ref number);
        value = number != 0;
    }

    public void Numbers(uint tag, ref double[] values) =>
        values = MemoryMarshal.Cast<byte, double>(Payload(_numbers, tag)).ToArray();

    public bool Has(uint tag, bool isPresent) => _blocks.ContainsKey(tag);

    public void Bytes(uint tag, ref byte[] values) => values = Payload(_blocks, tag);

    private static void ReadHeader(Stream input)
    {
        Span<byte> header = stackalloc byte[SectionFormat.HeaderLength];
        Fill(input, header);
        if (!header[..4].SequenceEqual(SectionFormat.Magic))
            throw new StateFormatException("The state does not start with 'MDST'.");
        var version = BinaryPrimitives.ReadUInt16LittleEndian(header[4..]);
        if (version is not (SectionFormat.Version or SectionFormat.VersionWithInputs))
            throw new StateFormatException(
                $"The state has version {version}, expected {SectionFormat.Version} or {SectionFormat.VersionWithInputs}.");
    }

    private bool ReadSection(Stream input)
    {
        Span<byte> header = stackalloc byte[SectionFormat.SectionHeaderLength];
        Fill(input, header);
        var tag = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (tag == 0)
            return false;

        var length = BinaryPrimitives.ReadInt64LittleEndian(header[16..]);
        if (length is < 0 or > SectionFormat.SectionBytesMax)
            throw new StateFormatException($"Section {tag:X} of the state claims {length} bytes.");
        var padded = (length + SectionFormat.Alignment - 1) / SectionFormat.Alignment * SectionFormat.Alignment;
        var payload = new byte[padded];
        Fill(input, payload);
        Keep(tag, header[4], payload, length);
        return true;
    }

    private void Keep(uint tag, byte elementType, byte[] payload, long length)
    {
        if (elementType == SectionFormat.Float64 && length == payload.Length)
            _numbers[tag] = payload;
        else if (elementType == SectionFormat.Int64 && length == payload.Length)
            _integers[tag] = payload;
        else if (elementType == SectionFormat.UInt8)
            _blocks[tag] = payload[..(int)length];
    }

    private static byte[] Single(Dictionary<uint, byte[]> sections, uint tag)
    {
        var payload = Payload(sections, tag);
        return payload.Length == sizeof(double)
            ? payload
            : throw new StateFormatException($"Section {tag:X} of the state holds {payload.Length} bytes, expected 8.");
    }

    private static byte[] Payload(Dictionary<uint, byte[]> sections, uint tag) =>
        sections.TryGetValue(tag, out var payload)
            ? payload
            : throw new StateFormatException($"Section {tag:X} of the state is missing.");

    private static void Fill(Stream input, Span<byte> target)
    {
        if (input.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
            throw new StateFormatException("The state ends in the middle of a section.");
    }
}
