using MarsDisk.History.Schemas;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Results;

namespace MarsDisk.Hosting.Derived;

/// <summary><c>summary.json</c>: the physics of the simulation, and what only the host knows: files and how to read them.</summary>
internal static class SummaryDocument
{
    public static void Write(TextWriter output, FinishedRun run) => SummaryJson.Write(
        output, run.Prepared.Plan, run.State, run.Median, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["streaming"] = Streaming(run),
            ["streaming_merge_completed"] = run.Prepared is { IsStreaming: true, Streaming.MergeAtEnd: true } ? true : null,
            ["config_source_path"] = run.Prepared.Source.Path,
        });

    private static Dictionary<string, object?> Streaming(FinishedRun run)
    {
        var isOn = run.Prepared.IsStreaming;
        var settings = run.Prepared.Streaming;
        var energy = run.Prepared.Plan.Parameters.Diagnostics.EnergyBookkeeping;
        var isMerged = isOn && settings.MergeAtEnd;
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["enabled"] = isOn,
            ["enabled_config"] = settings.Enable,
            ["forced_off_env"] = false,
            ["forced_on_env"] = false,
            ["memory_limit_gb"] = isOn ? settings.MemoryLimitGb : null,
            ["step_flush_interval"] = isOn ? settings.StepFlushInterval : null,
            ["compression"] = isOn ? settings.Compression.Word() : null,
            ["merge_at_end"] = isOn && settings.MergeAtEnd,
            ["cleanup_chunks"] = isOn ? settings.CleanupChunks : null,
            ["merge_outdir"] = null,
            ["run_chunks"] = Chunks(run, TableNames.Run),
            ["psd_chunks"] = Chunks(run, TableNames.Psd),
            ["diagnostics_chunks"] = Chunks(run, TableNames.Diagnostics),
            ["mass_budget_chunks"] = Chunks(run, TableNames.MassBudget),
            ["mass_budget_path"] = "checks/mass_budget.csv",
            ["energy_streaming_enabled"] = isOn && energy is { Enabled: true, Stream: true },
            ["energy_streaming_config"] = energy.Stream,
            ["energy_series_path"] = "series/energy.csv",
            ["energy_parquet_path"] = "series/energy.parquet",
            ["read_mode"] = isOn && !isMerged ? "chunks" : "single_file",
            ["read_patterns"] = run.Prepared.Schemas.Tables.ToDictionary(
                table => table.Name, object? (table) => isOn && !isMerged ? $"series/{table.Name}_chunk_*.parquet" : $"series/{table.Name}.parquet", StringComparer.Ordinal),
            ["read_hint"] = isOn && !isMerged
                ? "Each table is the rows of its chunk files in the order of their names, e.g. duckdb: select * from 'series/run_chunk_*.parquet' order by time."
                : "Each table is one file, e.g. pandas: read_parquet('series/run.parquet').",
        };
    }

    private static List<object?> Chunks(FinishedRun run, string table) => run.Prepared.IsStreaming
        ? [.. run.FilesOf(table)]
        : [];
}
