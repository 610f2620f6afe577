using System.Globalization;

namespace MarsDisk.History.Chunks;

/// <summary>Rows and bytes by the row cost model, and the words in which the console shows them (runner §4).</summary>
public sealed record MemoryEstimate
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB", "PB"];

    /// <summary>Rows of run.</summary>
    public required long RunRows { get; init; }

    /// <summary>Rows of diagnostics.</summary>
    public required long DiagnosticsRows { get; init; }

    /// <summary>Rows of psd_hist.</summary>
    public required long PsdRows { get; init; }

    /// <summary>Rows of mass_budget.</summary>
    public required long MassBudgetRows { get; init; }

    /// <summary>Rows of step_diagnostics; 0 if there is no such table.</summary>
    public required long StepDiagnosticsRows { get; init; }

    /// <summary>Bytes of the collision kernel.</summary>
    public required long SolverBytes { get; init; }

    /// <summary>Bytes of all tables, without the kernel: what the memory limit of a chunk is compared with.</summary>
    public long TableBytes => RunBytes + DiagnosticsBytes + PsdBytes + MassBudgetBytes + StepDiagnosticsBytes;

    /// <summary>Bytes of all tables and the kernel.</summary>
    public long TotalBytes => TableBytes + SolverBytes;

    /// <summary>The line above the progress bar. Parts that are 0 are left out.</summary>
    public string Header
    {
        get
        {
            IEnumerable<string> rows =
            [
                .. Part("run_rows=", RunRows, Count), .. Part("diag_rows=", DiagnosticsRows, Count), .. Part("psd_rows=", PsdRows, Count),
                .. Part("budget_rows=", MassBudgetRows, Count), .. Part("step_diag_rows=", StepDiagnosticsRows, Count),
            ];
            IEnumerable<string> bytes =
            [
                .. Part("run~", RunBytes, Bytes), .. Part("diag~", DiagnosticsBytes, Bytes), .. Part("psd~", PsdBytes, Bytes),
                .. Part("budget~", MassBudgetBytes, Bytes), .. Part("step_diag~", StepDiagnosticsBytes, Bytes), .. Part("smol~", SolverBytes, Bytes),
                .. Part("total~", TotalBytes, Bytes),
            ];

            return $"[mem est] {string.Join(' ', rows.Concat(bytes))}";
        }
    }

    /// <summary>The short form at the end of a progress line.</summary>
    public string Short => Bytes(TotalBytes) + " est";

    private long RunBytes => RunRows * RowCostModel.SeriesRow;

    private long DiagnosticsBytes => DiagnosticsRows * RowCostModel.DiagnosticsRow;

    private long PsdBytes => PsdRows * RowCostModel.PsdRow;

    private long MassBudgetBytes => MassBudgetRows * RowCostModel.MassBudgetRow;

    private long StepDiagnosticsBytes => StepDiagnosticsRows * RowCostModel.StepDiagnosticsRow;

    /// <summary>A number of bytes in the largest unit of 1024 that keeps it at 1 or more, with one decimal.</summary>
    public static string Bytes(long bytes)
    {
        var value = (double)bytes;
        var unit = 0;
        while (value >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return value.ToString("0.0", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    private static IEnumerable<string> Part(string name, long value, Func<long, string> format) => value == 0 ? [] : [name + format(value)];

    private static string Count(long rows) => rows.ToString("N0", CultureInfo.InvariantCulture);
}
