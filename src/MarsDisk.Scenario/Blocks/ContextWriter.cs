using System.Text;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Blocks;

/// <summary>
/// Writes a context at a safe point: format version, flags, scenario, run, table; little-endian, strings with their length in
/// bytes (u16). Read by <see cref="ContextReader"/>.
/// </summary>
internal static class ContextWriter
{
    public const byte FormatVersion = 1;

    /// <summary>A head with which the context would be longer is refused.</summary>
    public const int BytesMax = 4096;

    public const byte HasHeader = 1;
    public const byte HasEnded = 2;
    public const byte IsClosed = 4;
    public const byte HasRun = 8;
    public const byte HasTable = 16;

    public static byte[] ToArray(ScenarioContext context, bool hasPlaces = true)
    {
        using var stream = new MemoryStream();
        using var output = new BinaryWriter(stream, Encoding.UTF8);
        Write(output, context, hasPlaces);
        output.Flush();
        return stream.ToArray();
    }

    /// <summary>Writes a context where the output stands.</summary>
    public static void Write(BinaryWriter output, ScenarioContext context, bool hasPlaces = true)
    {
        output.Write(FormatVersion);
        output.Write((byte)((context.HasHeader ? HasHeader : 0) | (context.HasEnded ? HasEnded : 0) | (context.IsClosed ? IsClosed : 0)
            | (context.Run is null ? 0 : HasRun) | (context.Table is null ? 0 : HasTable)));
        WriteText(output, ContextLabel.Cut(context.ScenarioName ?? "", ContextLabel.BytesMax));
        if (context.Run is { } run)
            Write(output, run, hasPlaces);
        if (context.Table is { } table)
            Write(output, table, hasPlaces);
    }

    private static void Write(BinaryWriter output, RunScope run, bool hasPlaces)
    {
        WriteText(output, run.Id);
        output.Write((byte)run.Phase);
        output.Write(run.HasDriver);
        WriteTime(output, run.Latest);
        WriteTime(output, run.LatestOrbits);
        WriteTime(output, run.PausedAt);
        if (!hasPlaces)
            return;
        WriteSpan(output, run.Head);
        WritePlace(output, run.FirstRule);
        WritePlace(output, run.FirstEvent);
    }

    private static void Write(BinaryWriter output, TableScope table, bool hasPlaces)
    {
        WriteText(output, table.Owner);
        output.Write(table.IsDriver);
        output.Write((byte)table.Shape.Interpolation);
        output.Write((byte)table.Shape.Extrapolation);
        output.Write((byte)table.Shape.Columns.Length);
        foreach (var column in table.Shape.Columns)
        {
            WriteText(output, column.Name);
            WriteText(output, column.Unit.Text);
        }

        if (hasPlaces)
            output.Write(table.Rows);
        output.Write(table.LastKey);
        output.Write(table.EventKey);
        if (hasPlaces)
            WriteSpan(output, table.Head);
    }

    private static void WriteText(BinaryWriter output, string text)
    {
        // Names are short, and a context is written behind every batch of rows.
        Span<byte> few = stackalloc byte[256];
        var bytes = Encoding.UTF8.TryGetBytes(text, few, out var count) ? few[..count] : Encoding.UTF8.GetBytes(text);
        output.Write((ushort)bytes.Length);
        output.Write(bytes);
    }

    private static void WriteTime(BinaryWriter output, Quantity? time)
    {
        output.Write(time.HasValue);
        if (time is not { } known)
            return;
        output.Write(known.Value);
        WriteText(output, known.Unit.Text);
    }

    private static void WriteSpan(BinaryWriter output, in SourceSpan span)
    {
        output.Write(span.Start);
        output.Write(span.End);
        output.Write(span.StartLine);
        output.Write(span.StartColumn);
        output.Write(span.EndLine);
        output.Write(span.EndColumn);
    }

    private static void WritePlace(BinaryWriter output, Position? place)
    {
        output.Write(place.HasValue);
        if (place is not { } known)
            return;
        output.Write(known.Offset);
        output.Write(known.Line);
        output.Write(known.Column);
    }
}
