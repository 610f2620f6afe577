using System.Text.Json;

using MarsDisk.Actors.Parsing.Coordination;

namespace MarsDisk.Cli.Output.Scenarios;

/// <summary>What became of the runs of a scenario, as members of the answer of <c>run</c>.</summary>
internal static class RunAnswers
{
    /// <summary>Writes the members.</summary>
    public static void Write(Utf8JsonWriter json, string scenario, IReadOnlyList<RunReport> runs, string? reason)
    {
        json.WriteString("scenario", scenario);
        json.WriteStartArray("runs");
        foreach (var run in runs)
            Write(json, run);
        json.WriteEndArray();
        json.WriteString("reason", reason);
    }

    private static void Write(Utf8JsonWriter json, RunReport run)
    {
        json.WriteStartObject();
        json.WriteString("name", run.Name);
        json.WriteString("directory", run.Directory);
        json.WriteNumber("exit_code", run.ExitCode);
        json.WriteString("reason", run.Reason.Length == 0 ? null : run.Reason);
        json.WriteStartArray("expectations");
        foreach (var expectation in run.Expectations)
        {
            json.WriteStartObject();
            json.WriteNumber("line", expectation.Origin.Line);
            json.WriteString("text", expectation.Text);
            json.WriteBoolean("met", expectation.IsMet);
            json.WriteString("found", expectation.Found);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
