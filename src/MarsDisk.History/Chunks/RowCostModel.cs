using MarsDisk.History.Schemas;

namespace MarsDisk.History.Chunks;

/// <summary>
/// The fixed bytes a row is said to cost (runner §3.10). They decide when a chunk ends and stand in the memory
/// header; what a buffer really takes is <see cref="Columns.ChunkBuffer.Bytes"/>.
/// </summary>
public sealed class RowCostModel
{
    /// <summary>Bytes of a row of run.</summary>
    public const int SeriesRow = 2200;

    /// <summary>Bytes of a row of psd_hist.</summary>
    public const int PsdRow = 320;

    /// <summary>Bytes of a row of diagnostics.</summary>
    public const int DiagnosticsRow = 1400;

    /// <summary>Bytes of a row of mass_budget.</summary>
    public const int MassBudgetRow = 2200;

    /// <summary>Bytes of a row of step_diagnostics.</summary>
    public const int StepDiagnosticsRow = 1400;

    private readonly HistoryOptions _options;

    /// <summary>The model for the tables of a run.</summary>
    public RowCostModel(HistoryOptions options) => _options = options;

    /// <summary>Bytes of one step with every stride 1.</summary>
    public int BytesPerStep
    {
        get
        {
            var psd = _options.PsdHistory ? PsdRow * _options.Bins : 0;
            var stepDiagnostics = _options.StepDiagnostics ? StepDiagnosticsRow : 0;

            return checked(SeriesRow + MassBudgetRow + DiagnosticsRow + stepDiagnostics + psd);
        }
    }

    /// <summary>What so many steps are said to cost, table by table.</summary>
    public MemoryEstimate Estimate(long steps)
    {
        var psdSteps = _options.PsdHistory ? Divided(steps, _options.PsdStride) : 0;
        var bins = (long)_options.Bins;

        return new MemoryEstimate
        {
            RunRows = Divided(steps, _options.SeriesStride),
            DiagnosticsRows = Divided(steps, _options.DiagnosticsStride),
            PsdRows = psdSteps * bins,
            MassBudgetRows = steps,
            StepDiagnosticsRows = _options.StepDiagnostics ? steps : 0,
            SolverBytes = sizeof(double) * (bins * bins + bins * bins * bins),
        };
    }

    private static long Divided(long steps, int stride) => (steps + stride - 1) / stride;
}
