namespace MarsDisk.Simulation.Parameters;

/// <summary>Optional groups of columns.</summary>
public sealed record DiagnosticsParameters
{
    /// <summary>Section extended_diagnostics: the extended columns.</summary>
    public ExtendedDiagnosticsParameters ExtendedDiagnostics { get; init; } = new();

    /// <summary>Section energy_bookkeeping: the energy columns and files.</summary>
    public EnergyBookkeepingParameters EnergyBookkeeping { get; init; } = new();
}

/// <summary>The extended columns.</summary>
public sealed record ExtendedDiagnosticsParameters
{
    /// <summary>Adds the extended columns and summary keys.</summary>
    public bool Enable { get; init; }

    /// <summary>Version of the extended columns.</summary>
    public string SchemaVersion { get; init; } = "extended-minimal-v1";
}

/// <summary>The energy columns and files.</summary>
public sealed record EnergyBookkeepingParameters
{
    /// <summary>Adds the energy columns and files.</summary>
    public bool Enabled { get; init; }

    /// <summary>Whether the energy files are streamed.</summary>
    public bool Stream { get; init; } = true;
}

/// <summary>Where and how the run writes.</summary>
public sealed record IoParameters
{
    /// <summary>Directory of the run.</summary>
    public string Outdir { get; init; } = "out";

    /// <summary>Less on the console.</summary>
    public bool Quiet { get; init; }

    /// <summary>Section progress: progress on the console.</summary>
    public ProgressParameters Progress { get; init; } = new();

    /// <summary>Section step_diagnostics: table of every step for debugging.</summary>
    public StepDiagnosticsParameters StepDiagnostics { get; init; } = new();

    /// <summary>Steps between rows of the run table; at least 1.</summary>
    public int SeriesStride { get; init; } = 1;

    /// <summary>Steps between rows of the diagnostics; at least 1.</summary>
    public int DiagnosticsStride { get; init; } = 1;

    /// <summary>Steps between rows of the size distribution; at least 1.</summary>
    public int PsdHistoryStride { get; init; } = 1;

    /// <summary>Whether the size distribution is recorded.</summary>
    public bool PsdHistory { get; init; } = true;

    /// <summary>Buffer layout of the reference; no effect.</summary>
    public RecordStorageMode RecordStorageMode { get; init; }

    /// <summary>Read by the one-dimensional driver only.</summary>
    public bool MassBudgetCells { get; init; } = true;

    /// <summary>Writes a trace of the sinks.</summary>
    public bool DebugSinks { get; init; }

    /// <summary>Corrects blow-out that is faster than a step.</summary>
    public bool CorrectFastBlowout { get; init; }

    /// <summary>Divides steps that are longer than the blow-out time.</summary>
    public bool SubstepFastBlowout { get; init; }

    /// <summary>Longest sub-step over the blow-out time; above 0.</summary>
    public double SubstepMaxRatio { get; init; } = 1;

    /// <summary>Section streaming: streaming of the history into chunks.</summary>
    public StreamingParameters Streaming { get; init; } = new();

    /// <summary>Section archive: archiving the finished run.</summary>
    public ArchiveParameters Archive { get; init; } = new();
}

/// <summary>Choices of io.record_storage_mode.</summary>
public enum RecordStorageMode
{
    /// <summary>Written as <c>row</c>.</summary>
    Row,

    /// <summary>Written as <c>columnar</c>.</summary>
    Columnar,
}

/// <summary>Progress on the console.</summary>
public sealed record ProgressParameters
{
    /// <summary>Shows progress.</summary>
    public bool Enable { get; init; }

    /// <summary>Accepted; progress moves by 0.1 per cent, s; above 0.</summary>
    public double RefreshSeconds { get; init; } = 1;
}

/// <summary>Table of every step for debugging.</summary>
public sealed record StepDiagnosticsParameters
{
    /// <summary>Writes the table.</summary>
    public bool Enable { get; init; }

    /// <summary>Format of the file.</summary>
    public StepDiagnosticsFormat Format { get; init; }

    /// <summary>File, relative to the run directory; null is series/step_diagnostics.&lt;format&gt;.</summary>
    public string? Path { get; init; }
}

/// <summary>Choices of io.step_diagnostics.format.</summary>
public enum StepDiagnosticsFormat
{
    /// <summary>Written as <c>csv</c>.</summary>
    Csv,

    /// <summary>Written as <c>jsonl</c>.</summary>
    Jsonl,
}
