using System.Text.Json;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Reading;

namespace MarsDisk.Scenario.Json;

/// <summary>Actions of the twin: an object with one member.</summary>
internal static class JsonActionReader
{
    private static readonly string[] Names = ["set", "ramp", "snapshot", "flush", "fault", "pause", "resume", "stop", "log"];
    private static readonly ScenarioAction Flush = new ScenarioAction.Flush();
    private static readonly ScenarioAction Resume = new ScenarioAction.Resume();

    public static ScenarioAction Read(ref JsonReading reading, int token)
    {
        Span<int> found = stackalloc int[9];
        reading.Members(token, Names, found);
        if (!reading.IsOk)
            return Flush;
        if (reading.Tokens[token].After != token + 1 && reading.Tokens[token + 2].After < reading.Tokens[token].After)
            reading.Unexpected(reading.Tokens[token + 2].After, "the end of the object");
        var kind = found.IndexOfAnyExcept(-1);
        return kind < 0 ? Missing(ref reading, token) : Read(ref reading, kind, found[kind]);
    }

    private static ScenarioAction Missing(ref JsonReading reading, int token)
    {
        reading.Unexpected(token, Names);
        return Flush;
    }

    private static ScenarioAction Read(ref JsonReading reading, int kind, int value)
    {
        var isNull = reading.Tokens[value].Kind == JsonTokenType.Null;
        switch (Names[kind])
        {
            case "set":
                return Set(ref reading, value);
            case "ramp":
                return Ramp(ref reading, value);
            case "snapshot":
                return new ScenarioAction.Snapshot(reading.OptionalText(value));
            case "fault":
                return Fault(ref reading, value);
            case "pause":
                return new ScenarioAction.Pause(isNull ? null : JsonValueReader.Time(ref reading, value));
            case "stop":
                return new ScenarioAction.Stop(reading.OptionalText(value));
            case "log":
                return new ScenarioAction.Log(reading.Text(value));
            default:
                if (!isNull)
                    reading.Unexpected(value, "null");
                return Names[kind] == "flush" ? Flush : Resume;
        }
    }

    private static ScenarioAction Set(ref JsonReading reading, int token)
    {
        var assignments = JsonValueReader.Map(ref reading, token, isOption: false);
        if (reading.IsOk && assignments.Length != 1)
            reading.Unexpected(token, "an object with one key");
        return reading.IsOk ? new ScenarioAction.SetKey(assignments[0].Key, assignments[0].Value) : Flush;
    }

    private static ScenarioAction Ramp(ref JsonReading reading, int token)
    {
        Span<int> found = stackalloc int[3];
        reading.Members(token, ["key", "to", "over"], found);
        if (!reading.Has(token, found[0], "key") || !reading.Has(token, found[1], "to") || !reading.Has(token, found[2], "over"))
            return Flush;
        var key = reading.Rule<string>(found[0], JsonStatementReader.PathRule, Expected.Path) ?? "";
        return new ScenarioAction.Ramp(key, JsonValueReader.Value(ref reading, found[1]), JsonValueReader.Time(ref reading, found[2]));
    }

    private static ScenarioAction Fault(ref JsonReading reading, int token)
    {
        Span<int> found = stackalloc int[3];
        reading.Members(token, ["kind", "target", "with"], found);
        if (!reading.Has(token, found[0], "kind") || !reading.Has(token, found[1], "target"))
            return Flush;
        var kind = reading.Rule<string>(found[0], ActionReader.Kind, Expected.FaultKind) ?? "";
        var with = found[2] < 0 ? [] : JsonValueReader.Map(ref reading, found[2], isOption: true);
        return new ScenarioAction.Fault(kind, reading.Text(found[1]), with);
    }
}
