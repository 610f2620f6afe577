namespace MarsDisk.History.Schemas;

/// <summary>What decides the tables of one run. Follows from the plan alone.</summary>
public sealed record HistoryOptions
{
    /// <summary>Number of size bins.</summary>
    public required int Bins { get; init; }

    /// <summary>Number of planned steps; the last of them has a row in run and diagnostics whatever the stride.</summary>
    public required long Steps { get; init; }

    /// <summary>Every so many steps a row in run.</summary>
    public int SeriesStride { get; init; } = 1;

    /// <summary>Every so many steps a row in diagnostics.</summary>
    public int DiagnosticsStride { get; init; } = 1;

    /// <summary>Every so many steps the rows of psd_hist.</summary>
    public int PsdStride { get; init; } = 1;

    /// <summary>Whether psd_hist is written.</summary>
    public bool PsdHistory { get; init; } = true;

    /// <summary>Whether bin centres can drift, that is whether s_bin_center is kept for each step.</summary>
    public bool SizesCanMove { get; init; }

    /// <summary>Whether step_diagnostics is written.</summary>
    public bool StepDiagnostics { get; init; }

    /// <summary>Whether energy is written and its columns extend run.</summary>
    public bool EnergyBookkeeping { get; init; }

    /// <summary>Whether the extended diagnostics extend run and mass_budget.</summary>
    public bool ExtendedDiagnostics { get; init; }

    /// <summary>Whether s_min_evolved extends run (<c>sizes.evolve_min_size</c>).</summary>
    public bool EvolveMinSize { get; init; }
}
