using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Mapping;

/// <summary>Turns resolved keys of diagnostics and of io into parameters.</summary>
internal static class IoReader
{
    public static DiagnosticsParameters Diagnostics(KeyValues keys) => new()
    {
        ExtendedDiagnostics = ExtendedDiagnostics(keys.In("extended_diagnostics")),
        EnergyBookkeeping = EnergyBookkeeping(keys.In("energy_bookkeeping")),
    };

    public static ExtendedDiagnosticsParameters ExtendedDiagnostics(KeyValues keys) => new()
    {
        Enable = keys.Boolean("enable"),
        SchemaVersion = keys.Text("schema_version"),
    };

    public static EnergyBookkeepingParameters EnergyBookkeeping(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        Stream = keys.Boolean("stream"),
    };

    public static IoParameters Io(KeyValues keys) => new()
    {
        Outdir = keys.Text("outdir"),
        Quiet = keys.Boolean("quiet"),
        Progress = Progress(keys.In("progress")),
        StepDiagnostics = StepDiagnostics(keys.In("step_diagnostics")),
        SeriesStride = keys.Integer("series_stride"),
        DiagnosticsStride = keys.Integer("diagnostics_stride"),
        PsdHistoryStride = keys.Integer("psd_history_stride"),
        PsdHistory = keys.Boolean("psd_history"),
        RecordStorageMode = (RecordStorageMode)keys.Choice(typeof(RecordStorageMode), "record_storage_mode"),
        MassBudgetCells = keys.Boolean("mass_budget_cells"),
        DebugSinks = keys.Boolean("debug_sinks"),
        CorrectFastBlowout = keys.Boolean("correct_fast_blowout"),
        SubstepFastBlowout = keys.Boolean("substep_fast_blowout"),
        SubstepMaxRatio = keys.Number("substep_max_ratio"),
        Streaming = StreamingReader.Streaming(keys.In("streaming")),
        Archive = StreamingReader.Archive(keys.In("archive")),
    };

    public static ProgressParameters Progress(KeyValues keys) => new()
    {
        Enable = keys.Boolean("enable"),
        RefreshSeconds = keys.Number("refresh_seconds"),
    };

    public static StepDiagnosticsParameters StepDiagnostics(KeyValues keys) => new()
    {
        Enable = keys.Boolean("enable"),
        Format = (StepDiagnosticsFormat)keys.Choice(typeof(StepDiagnosticsFormat), "format"),
        Path = keys.TextOrNull("path"),
    };
}
