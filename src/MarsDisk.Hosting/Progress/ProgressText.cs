using System.Globalization;
using System.Text.Json;

using MarsDisk.Physics.Constants;

namespace MarsDisk.Hosting.Progress;

/// <summary>Progress as text: the line of runner.md §4 and the JSON object of experience.md §3.</summary>
public static class ProgressText
{
    private const int Cells = 28;

    /// <summary>One line for a terminal or a log.</summary>
    /// <param name="model">Where the run stands.</param>
    /// <param name="memory">Memory estimate in its short form; empty: none.</param>
    public static string Line(ProgressModel model, string memory)
    {
        var filled = (int)(model.Fraction * Cells);
        var time = model.TimeSeconds / PhysicalConstants.SecondsPerYear;
        var left = (model.TimeEndSeconds / PhysicalConstants.SecondsPerYear) - time;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"[{new string('#', filled)}{new string('-', Cells - filled)}] {100 * model.Fraction,5:0.0}% step {model.Step}/{model.StepsPlanned} t={time:G4} yr rem~{Math.Max(left, 0):G4} yr ETA {Eta(model.SecondsLeft)}");
        return memory.Length == 0 ? text : $"{text} mem~{memory}";
    }

    /// <summary>What stands in the way or in the buffers, for the second line and for logs.</summary>
    /// <param name="model">Where the run stands.</param>
    public static string Buffers(ProgressModel model)
    {
        if (model.Status is not { } status)
            return "";
        var chunk = status.Progress is { } facts ? $"chunk {facts.ChunkRows}/{facts.ChunkCapacity} rows, " : "";
        var saved = status.ResumeStep > status.CommittedSteps ? $"history stored to step {status.ResumeStep}, " : "";
        return $"{chunk}{saved}{Words.Count(status.CommittedSteps, "step")} committed in {Words.Count(status.Chunks, "chunk")}, {status.BuffersFree} of {status.Buffers} buffers free";
    }

    /// <summary>Seconds as people read them: <c>12s</c>, <c>3.4m</c>, <c>1.2h</c>, or <c>?</c>.</summary>
    /// <param name="seconds">Seconds; null: not known yet.</param>
    public static string Eta(double? seconds) => seconds switch
    {
        null => "?",
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0}s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.0}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0}h"),
    };

    /// <summary>One object of the NDJSON progress stream.</summary>
    /// <param name="model">Where the run stands.</param>
    /// <param name="warnings">Warnings so far.</param>
    public static string Json(ProgressModel model, int warnings)
    {
        var status = model.Status;
        var facts = status?.Progress;
        return JsonSerializer.Serialize(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["schema"] = "marsdisk.progress",
            ["schema_version"] = 1,
            ["run"] = status?.Run.Value,
            ["state"] = status?.Waiting is null ? status?.Phase.ToString().ToLowerInvariant() : "waiting",
            ["waiting_for"] = status?.Waiting,
            ["step"] = model.Step,
            ["steps"] = model.StepsPlanned,
            ["t_s"] = model.TimeSeconds,
            ["t_end_s"] = model.TimeEndSeconds,
            ["fraction"] = model.Fraction,
            ["steps_per_s"] = model.StepsPerSecond,
            ["eta_s"] = model.SecondsLeft,
            ["committed_step"] = (status?.CommittedSteps ?? 0) - 1,
            ["resume_step"] = status?.ResumeStep ?? 0,
            ["chunk_rows"] = facts?.ChunkRows,
            ["chunk_capacity"] = facts?.ChunkCapacity,
            ["buffers_free"] = status?.BuffersFree,
            ["mass_lost_M_Mars"] = facts?.MassLost,
            ["budget_error_percent"] = facts?.BudgetErrorPercent,
            ["warnings"] = warnings,
        });
    }
}
