using MarsDisk.Simulation.Parameters;
using static MarsDisk.Configuration.Keys.Bounds;
using static MarsDisk.Configuration.Keys.KeyStatus;
using static MarsDisk.Configuration.Keys.Types.KeyTypes;

namespace MarsDisk.Configuration.Keys.Sections;

/// <summary>Keys of diagnostics and of io.</summary>
internal static class IoKeys
{
    public static IReadOnlyList<KeyDefinition> All { get; } =
    [
        new("diagnostics.extended_diagnostics.enable", Flag, false, "", Any, Used,
            "Adds the extended columns and summary keys"),
        new("diagnostics.extended_diagnostics.schema_version", Text, "extended-minimal-v1", "", Any, Used,
            "Version of the extended columns"),
        new("diagnostics.energy_bookkeeping.enabled", Flag, false, "", Any, Rare,
            "Adds the energy columns and files"),
        new("diagnostics.energy_bookkeeping.stream", Flag, true, "", Any, Rare,
            "Whether the energy files are streamed"),
        new("io.outdir", FilePath, "out", "", Any, Essential, "Directory of the run"),
        new("io.quiet", Flag, false, "", Any, Essential, "Less on the console"),
        new("io.series_stride", Integer, 1L, "", AtLeast(1), Used, "Steps between rows of the run table"),
        new("io.diagnostics_stride", Integer, 1L, "", AtLeast(1), Rare, "Steps between rows of the diagnostics"),
        new("io.psd_history_stride", Integer, 1L, "", AtLeast(1), Used,
            "Steps between rows of the size distribution"),
        new("io.psd_history", Flag, true, "", Any, Essential, "Whether the size distribution is recorded"),
        new("io.record_storage_mode", Choice(typeof(RecordStorageMode)), "row", "", Any, NoEffect,
            "Buffer layout of the reference; no effect"),
        new("io.mass_budget_cells", Flag, true, "", Any, OneDimensional, "Read by the one-dimensional driver only"),
        new("io.debug_sinks", Flag, false, "", Any, Used, "Writes a trace of the sinks"),
        new("io.correct_fast_blowout", Flag, false, "", Any, Used, "Corrects blow-out that is faster than a step"),
        new("io.substep_fast_blowout", Flag, false, "", Any, Used,
            "Divides steps that are longer than the blow-out time"),
        new("io.substep_max_ratio", Number, 1.0, "", Above(0), Used, "Longest sub-step over the blow-out time"),
        new("io.progress.enable", Flag, false, "", Any, Essential, "Shows progress"),
        new("io.progress.refresh_seconds", Number, 1.0, "s", Above(0), Essential,
            "Accepted; progress moves by 0.1 per cent"),
        new("io.step_diagnostics.enable", Flag, false, "", Any, Used, "Writes the table"),
        new("io.step_diagnostics.format", Choice(typeof(StepDiagnosticsFormat)), "csv", "", Any, Used,
            "Format of the file"),
        new("io.step_diagnostics.path", FilePath.OrNull, null, "", Any, Used,
            "File, relative to the run directory; null is series/step_diagnostics.<format>"),
    ];
}
