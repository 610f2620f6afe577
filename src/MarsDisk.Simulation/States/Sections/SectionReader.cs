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

    private readonly Func<SectionHead, Stream, bool>? _taker;

    /// <summary>Reads a whole body.</summary>
    /// <param name="input">The body.</param>
    /// <param name="taker">Is offered each section first; reads payload and padding of those that it takes.</param>
    /// <exception cref="StateFormatException">The bytes are not a body of this format.</exception>
    public SectionReader(Stream input, Func<SectionHead, Stream, bool>? taker = null)
    {
        _taker = taker;
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
        var head = new SectionHead(
            BinaryPrimitives.ReadUInt32LittleEndian(header), header[4],
            BinaryPrimitives.ReadInt64LittleEndian(header[8..]), BinaryPrimitives.ReadInt64LittleEndian(header[16..]));
        if (head.Tag == 0)
            return false;
        if (_taker is not null && _taker(head, input))
            return true;

        if (head.Length is < 0 or > SectionFormat.SectionBytesMax)
            throw new StateFormatException($"Section {head.Tag:X} of the state claims {head.Length} bytes.");
        var payload = new byte[head.Length + head.Padding];
        Fill(input, payload);
        Keep(head.Tag, head.ElementType, payload, head.Length);
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

    /// <summary>Reads exactly as much as fits.</summary>
    /// <exception cref="StateFormatException">The body ends before.</exception>
    public static void Fill(Stream input, Span<byte> target)
    {
        if (input.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
            throw new StateFormatException("The state ends in the middle of a section.");
    }
}
