using System.Collections.Immutable;
using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Units;

namespace MarsDisk.Scenario.Blocks;

/// <summary>Reads what <see cref="ContextWriter"/> wrote.</summary>
internal static class ContextReader
{
    /// <summary>Reads a context.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a context of this version.</exception>
    public static ScenarioContext Read(ReadOnlySpan<byte> saved)
    {
        try
        {
            using var input = new BinaryReader(new MemoryStream(saved.ToArray()), Encoding.UTF8);
            var context = Read(input);
            return input.BaseStream.Position == saved.Length ? context : throw Wrong("bytes follow it");
        }
        catch (EndOfStreamException)
        {
            throw Wrong("it ends early");
        }
    }

    private static ScenarioContext Read(BinaryReader input)
    {
        if (input.ReadByte() != ContextWriter.FormatVersion)
            throw Wrong("its version is unknown");
        var flags = input.ReadByte();
        var name = ReadText(input);
        var context = new ScenarioContext
        {
            HasHeader = (flags & ContextWriter.HasHeader) != 0,
            HasEnded = (flags & ContextWriter.HasEnded) != 0,
            IsClosed = (flags & ContextWriter.IsClosed) != 0,
            ScenarioName = name.Length == 0 ? null : name,
        };
        if ((flags & ContextWriter.HasRun) != 0)
            context.Run = ReadRun(input);
        if ((flags & ContextWriter.HasTable) != 0)
            context.Table = ReadTable(input);
        return context;
    }

    private static RunScope ReadRun(BinaryReader input)
    {
        var id = ReadText(input);
        var phase = (RunPhase)input.ReadByte();
        var hasDriver = input.ReadBoolean();
        var latest = ReadTime(input);
        var orbits = ReadTime(input);
        var paused = ReadTime(input);
        return new(id, ReadSpan(input))
        {
            IsOpened = true,
            Phase = phase,
            HasDriver = hasDriver,
            Latest = latest,
            LatestOrbits = orbits,
            PausedAt = paused,
            FirstRule = ReadPlace(input),
            FirstEvent = ReadPlace(input),
        };
    }

    private static TableScope ReadTable(BinaryReader input)
    {
        var owner = ReadText(input);
        var isDriver = input.ReadBoolean();
        var interpolation = (TableInterpolation)input.ReadByte();
        var extrapolation = (TableExtrapolation)input.ReadByte();
        var columns = ImmutableArray.CreateBuilder<TableColumn>();
        for (var left = input.ReadByte(); left > 0; left--)
        {
            var column = ReadText(input);
            columns.Add(new(column, ReadUnit(input)));
        }

        var rows = input.ReadInt64();
        var lastKey = input.ReadDouble();
        var eventKey = input.ReadDouble();
        return new(owner, new(columns.ToImmutable(), interpolation, extrapolation), isDriver, ReadSpan(input))
        {
            Rows = rows,
            LastKey = lastKey,
            EventKey = eventKey,
        };
    }

    private static Quantity? ReadTime(BinaryReader input)
        => input.ReadBoolean() ? new Quantity(input.ReadDouble(), ReadUnit(input)) : null;

    private static UnitExpr ReadUnit(BinaryReader input)
    {
        var text = ReadText(input);
        if (text == UnitExpr.None.Text)
            return UnitExpr.None;
        return UnitReader.TryBuild(text, out var unit) ? unit : throw Wrong($"it has the unit \"{text}\"");
    }

    private static string ReadText(BinaryReader input)
    {
        var length = input.ReadUInt16();
        var bytes = input.ReadBytes(length);
        return bytes.Length == length ? Encoding.UTF8.GetString(bytes) : throw new EndOfStreamException();
    }

    private static SourceSpan ReadSpan(BinaryReader input)
        => new(input.ReadInt64(), input.ReadInt64(), input.ReadInt64(), input.ReadInt32(), input.ReadInt64(), input.ReadInt32());

    private static Position? ReadPlace(BinaryReader input)
        => input.ReadBoolean() ? new Position(input.ReadInt64(), input.ReadInt64(), input.ReadInt32()) : null;

    private static InvalidDataException Wrong(string how) => new($"The saved context cannot be read: {how}.");
}
