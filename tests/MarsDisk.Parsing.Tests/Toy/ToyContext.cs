using System.Buffers.Binary;
using System.Text;

namespace MarsDisk.Parsing.Tests.Toy;

/// <summary>What the toy grammar remembers: the open block, and whether the end was seen.</summary>
internal sealed class ToyContext : GrammarContext
{
    public List<string> Lines { get; } = [];

    public bool HasBegun { get; set; }

    public bool HasEnded { get; set; }

    public string? Table { get; set; }

    public bool IsSkipping { get; set; }

    public bool IsBroken { get; set; }

    public SourceSpan? Block { get; set; }

    public override FrameMode Mode => IsSkipping ? FrameMode.Discard : Table is null ? FrameMode.Logical : FrameMode.Row;

    public override bool IsSafePoint => Block is null && !IsSkipping;

    public override SourceSpan? OpenUnit => Block;

    public override string TraceLabel => Table is null ? "toy" : "toy/table " + Table;

    public static ToyContext From(ReadOnlySpan<byte> saved)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(saved[2..]);
        return new()
        {
            HasBegun = saved[0] != 0,
            HasEnded = saved[1] != 0,
            Table = length < 0 ? null : Encoding.UTF8.GetString(saved.Slice(6, length)),
        };
    }

    public override int WriteTo(Span<byte> destination)
    {
        destination[0] = HasBegun ? (byte)1 : (byte)0;
        destination[1] = HasEnded ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(destination[2..], Table is null ? -1 : Encoding.UTF8.GetByteCount(Table));
        return 6 + (Table is null ? 0 : Encoding.UTF8.GetBytes(Table, destination[6..]));
    }
}
