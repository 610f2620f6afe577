using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MarsDisk.Simulation.States.Sections;

/// <summary>Writes fields as tagged sections, forward only. Doubles keep their bits, NaN payloads included.</summary>
internal sealed class SectionWriter : IStateTransfer
{
    private readonly Stream _output;
    private readonly byte[] _header = new byte[SectionFormat.SectionHeaderLength];

    public SectionWriter(Stream output, ushort version)
    {
        _output = output;
        SectionFormat.Magic.CopyTo(_header);
        BinaryPrimitives.WriteUInt16LittleEndian(_header.AsSpan(4), version);
        BinaryPrimitives.WriteUInt16LittleEndian(_header.AsSpan(6), 0);
        _output.Write(_header, 0, SectionFormat.HeaderLength);
    }

    public void Number(uint tag, ref double value) =>
        Section(tag, SectionFormat.Float64, rank: 0, MemoryMarshal.AsBytes(new ReadOnlySpan<double>(in value)));

    public void Number(uint tag, ref long value) =>
        Section(tag, SectionFormat.Int64, rank: 0, MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in value)));

    public void Flag(uint tag, ref bool value)
    {
        var number = value ? 1L : 0L;
        Number(tag, ref number);
    }

    public void Numbers(uint tag, ref double[] values) =>
        Section(tag, SectionFormat.Float64, rank: 1, MemoryMarshal.AsBytes<double>(values));

    public bool Has(uint tag, bool isPresent) => isPresent;

    public void Bytes(uint tag, ref byte[] values)
    {
        Section(tag, SectionFormat.UInt8, rank: 1, values, values.Length);
        var padding = -values.Length & (SectionFormat.Alignment - 1);
        Array.Clear(_header);
        _output.Write(_header, 0, padding);
    }

    /// <summary>Ends the body with tag 0.</summary>
    public void Finish()
    {
        Array.Clear(_header);
        _output.Write(_header);
    }

    // Numbers take eight bytes each and need no padding.
    private void Section(uint tag, byte elementType, byte rank, ReadOnlySpan<byte> payload) =>
        Section(tag, elementType, rank, payload, payload.Length / sizeof(double));

    private void Section(uint tag, byte elementType, byte rank, ReadOnlySpan<byte> payload, long count)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_header, tag);
        _header[4] = elementType;
        _header[5] = rank;
        BinaryPrimitives.WriteUInt16LittleEndian(_header.AsSpan(6), 0);
        BinaryPrimitives.WriteInt64LittleEndian(_header.AsSpan(8), count);
        BinaryPrimitives.WriteInt64LittleEndian(_header.AsSpan(16), payload.Length);
        _output.Write(_header);
        _output.Write(payload);
    }
}
