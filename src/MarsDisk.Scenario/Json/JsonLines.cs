using System.Text.Json;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Checks;

namespace MarsDisk.Scenario.Json;

/// <summary>What a line does to the open blocks. Nothing is emitted when something is wrong with the line.</summary>
internal static class JsonLines
{
    /// <summary>What the line is; null when its first member does not say so.</summary>
    public static JsonOp? OpOf(ref JsonReading reading)
    {
        if (!HasOp(ref reading))
            return null;
        var index = reading.IndexOf(JsonOps.Names, 2);
        return index < 0 ? null : (JsonOp)index;
    }

    /// <summary>Reads the line, checks it against the open blocks, and emits what is certain.</summary>
    public static void Take(ref JsonReading reading, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        if (OpOf(ref reading) is not { } op)
            Unknown(ref reading, context);
        else if (!IsAllowed(ref reading, op, context))
            return;
        else if (op == JsonOp.Rows)
            JsonRowsReader.Take(ref reading, context, emitter);
        else
            Take(ref reading, op, context, emitter);
    }

    private static void Take(ref JsonReading reading, JsonOp op, ScenarioContext context, IEmitter<ScenarioStatement> emitter)
    {
        var statement = JsonStatementReader.Read(ref reading, op, 0, context.Run?.Id ?? "");
        if (!reading.IsOk)
            return;
        statement ??= op == JsonOp.End ? new ScenarioEnded(reading.Whole) : Closing(ref reading, context);
        if (CanonicalCheck.Pass(ref reading, context, statement) is { } passed)
            emitter.Commit(reading.Whole, passed);
    }

    // The header first, nothing behind the end, then what the open block allows.
    private static bool IsAllowed(ref JsonReading reading, JsonOp op, ScenarioContext context)
    {
        if (context.HasEnded)
        {
            context.IsClosed = true;
            reading.Fail(Finding.AfterEnd(reading.Whole, FoundText.At(reading.Bytes, 0, "the end of the line")));
        }
        else if (!context.HasHeader && op != JsonOp.Scenario)
        {
            context.HasHeader = true;
            reading.Fail(Finding.Of("scn.header.missing", reading.At(2), $"a scenario begins with its header, {{\"op\":\"scenario\",\"name\":…,\"version\":1}}"));
        }
        else if (context.HasHeader && Array.IndexOf(JsonOps.In(context.Block), op) < 0)
        {
            reading.Unexpected(2, JsonOps.Words(JsonOps.In(context.Block)));
        }

        return reading.IsOk;
    }

    private static bool HasOp(ref JsonReading reading)
        => reading.Tokens.Count >= 3 && reading.Tokens[0].Kind == JsonTokenType.StartObject
            && reading.Is(1, "op"u8) && reading.Tokens[2].Kind == JsonTokenType.String;

    private static void Unknown(ref JsonReading reading, ScenarioContext context)
    {
        if (reading.Tokens[0].Kind != JsonTokenType.StartObject || reading.Tokens.Count < 3)
            reading.Unexpected(0, "an object that begins with \"op\"");
        else if (!HasOp(ref reading))
            reading.Unexpected(reading.Is(1, "op"u8) ? 2 : 1, "op");
        else
            reading.Unexpected(2, context.HasHeader ? JsonOps.Words(JsonOps.In(context.Block)) : ["scenario"]);
    }

    private static ScenarioStatement Closing(ref JsonReading reading, ScenarioContext context) => context switch
    {
        { Table: { IsDriver: true } driver } => new DriverClosed(reading.Whole, driver.Owner, driver.Rows),
        { Table: { } table } => new TableClosed(reading.Whole, table.Owner, table.Rows),
        _ => new RunClosed(reading.Whole, context.Run!.Id),
    };
}
