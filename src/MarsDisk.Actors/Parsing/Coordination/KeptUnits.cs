using System.Buffers.Binary;
using System.Text;

using MarsDisk.Journal.Events;
using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Scenario.Stored;

namespace MarsDisk.Actors.Parsing.Coordination;

/// <summary>Units of a scenario as events of its coordinator: those that whatever follows depends on.</summary>
internal static class KeptUnits
{
    private const byte Rows = 0xFF;

    /// <summary>
    /// Whether the journal keeps a unit: configuration, tables, and heads. What only one run needs is kept by that run, and
    /// what says when something happens is acknowledged only after it has happened.
    /// </summary>
    public static bool Keeps(object payload, bool isTable) => payload switch
    {
        ConfigBaseRequested or ConfigPatched or TableOpened or TableClosed or RunOpened or DriverOpened or SweepRequested => true,
        RowBatch => isTable,
        _ => false,
    };

    /// <summary>The events of a unit, in order.</summary>
    public static IReadOnlyList<UnitKept> Split(long ordinal, int count, object payload)
    {
        var bytes = payload is ScenarioStatement statement ? StatementBytes.Of(statement) : BytesOf((RowBatch)payload);
        var parts = new List<UnitKept>();
        for (var offset = 0; offset < bytes.Length; offset += UnitKept.PartBytesMax)
            parts.Add(new UnitKept(ordinal, count, offset, bytes.Length, [.. bytes.AsSpan(offset, Math.Min(UnitKept.PartBytesMax, bytes.Length - offset))]));
        return parts;
    }

    /// <summary>The unit of its events.</summary>
    public static object Join(IReadOnlyList<UnitKept> parts)
    {
        var bytes = new byte[parts[0].Total];
        foreach (var part in parts)
            part.Part.CopyTo(bytes, part.Offset);
        return bytes[0] == Rows ? RowsOf(parts[0].Ordinal, bytes) : StatementBytes.Read(bytes);
    }

    /// <summary>The rows behind so many of a batch.</summary>
    public static RowBatch Behind(RowBatch batch, int skipped)
    {
        var rows = new double[batch.RowCount - skipped][];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new double[batch.ColumnCount];
            for (var column = 0; column < batch.ColumnCount; column++)
                rows[row][column] = batch.Column(column)[skipped + row];
        }

        return RowBatch.Of(batch.Owner, batch.FirstOrdinal + skipped, batch.Span, rows);
    }

    private static byte[] BytesOf(RowBatch batch)
    {
        var owner = Encoding.UTF8.GetBytes(batch.Owner);
        var bytes = new byte[1 + 2 + owner.Length + 4 + 4 + batch.ColumnCount * batch.RowCount * sizeof(double)];
        bytes[0] = Rows;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(1), (ushort)owner.Length);
        owner.CopyTo(bytes, 3);
        var rest = bytes.AsSpan(3 + owner.Length);
        BinaryPrimitives.WriteInt32LittleEndian(rest, batch.ColumnCount);
        BinaryPrimitives.WriteInt32LittleEndian(rest[4..], batch.RowCount);
        rest = rest[8..];
        for (var row = 0; row < batch.RowCount; row++)
        {
            for (var column = 0; column < batch.ColumnCount; column++, rest = rest[sizeof(double)..])
                BinaryPrimitives.WriteDoubleLittleEndian(rest, batch.Column(column)[row]);
        }

        return bytes;
    }

    private static RowBatch RowsOf(long ordinal, ReadOnlySpan<byte> bytes)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes[1..]);
        var owner = Encoding.UTF8.GetString(bytes.Slice(3, length));
        var rest = bytes[(3 + length)..];
        var rows = new double[BinaryPrimitives.ReadInt32LittleEndian(rest[4..])][];
        var columns = BinaryPrimitives.ReadInt32LittleEndian(rest);
        rest = rest[8..];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new double[columns];
            for (var column = 0; column < columns; column++, rest = rest[sizeof(double)..])
                rows[row][column] = BinaryPrimitives.ReadDoubleLittleEndian(rest);
        }

        return RowBatch.Of(owner, ordinal, default, rows);
    }
}
