using System.Text.Encodings.Web;
using System.Text.Json;

using MarsDisk.Actors.Messages;
using MarsDisk.Hosting.Progress;

namespace MarsDisk.Hosting.Daemon.Runs;

/// <summary>Runs as JSON: the same document in lists, answers and events, with the names of the progress stream (experience.md §3).</summary>
public static class RunJson
{
    private static readonly JsonSerializerOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document on one line.</summary>
    /// <param name="snapshot">The run.</param>
    public static string Line(RunSnapshot snapshot) => JsonSerializer.Serialize(Members(snapshot), Layout);

    /// <summary>A new chunk on one line.</summary>
    /// <param name="chunk">The chunk.</param>
    public static string Line(ChunkFlushed chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        return JsonSerializer.Serialize(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["run"] = chunk.Run.Value,
            ["first_step"] = chunk.Steps.First,
            ["end_step"] = chunk.Steps.End,
            ["bytes"] = chunk.Bytes,
            ["cause"] = Words.Of(chunk.Cause),
        }, Layout);
    }

    /// <summary>Members of the document.</summary>
    /// <param name="snapshot">The run.</param>
    public static IDictionary<string, object?> Members(RunSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var (record, status) = (snapshot.Record, snapshot.Status);
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["schema"] = "marsdisk.run_status",
            ["schema_version"] = 1,
            ["run"] = record.Run.Value,
            ["name"] = record.Name,
            ["state"] = WordOf(record.State),
            ["waiting_for"] = status?.Waiting,
            ["step"] = snapshot.Step,
            ["steps"] = record.Steps,
            ["t_s"] = snapshot.Time,
            ["t_end_s"] = record.TimeEnd,
            ["fraction"] = snapshot.Fraction,
            ["steps_per_s"] = snapshot.StepsPerSecond,
            ["eta_s"] = snapshot.SecondsLeft,
            ["committed_steps"] = record.CommittedSteps,
            ["resume_step"] = record.ResumeStep,
            ["chunks"] = record.Chunks,
            ["stop_step"] = record.StopStep,
            ["restarts"] = status?.Restarts ?? 0,
            ["buffers_free"] = status?.BuffersFree,
            ["mass_lost_M_Mars"] = status?.Progress?.MassLost,
            ["budget_error_percent"] = status?.Progress?.BudgetErrorPercent,
            ["attempts"] = record.Attempts,
            ["plan_hash"] = record.PlanHash,
            ["created"] = record.Created,
            ["directory"] = record.Directory,
            ["exit_code"] = record.State == RunState.Completed ? ExitCodes.Done : record.Trouble?.ExitCode,
            ["reason"] = record.Trouble?.Reason,
        };
    }

    /// <summary>The word of a state.</summary>
    /// <param name="state">The state.</param>
    public static string WordOf(RunState state) => state.ToString().ToLowerInvariant();
}
