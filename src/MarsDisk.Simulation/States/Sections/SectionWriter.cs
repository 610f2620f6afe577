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

    /// <summary>Begins a section whose payload follows in parts, and then its padding.</summary>
    public void Begin(SectionHead head) => WriteHead(head, rank: 1);

    /// <summary>Part of the payload of the section that was begun.</summary>
    public void Append(ReadOnlySpan<byte> payload) => _output.Write(payload);

    /// <summary>Ends a section that was begun.</summary>
    public void Pad(SectionHead head)
    {
        Array.Clear(_header);
        _output.Write(_header, 0, head.Padding);
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
        WriteHead(new SectionHead(tag, elementType, count, payload.Length), rank);
        _output.Write(payload);
    }

    private void WriteHead(SectionHead head, byte rank)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_header, head.Tag);
        _header[4] = head.ElementType;
        _header[5] = rank;
        BinaryPrimitives.WriteUInt16LittleEndian(_header.AsSpan(6), 0);
        BinaryPrimitives.WriteInt64LittleEndian(_header.AsSpan(8), head.Count);
        BinaryPrimitives.WriteInt64LittleEndian(_header.AsSpan(16), head.Length);
        _output.Write(_header);
    }
}
