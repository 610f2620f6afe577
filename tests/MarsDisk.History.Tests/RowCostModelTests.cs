using MarsDisk.History.Chunks;
using MarsDisk.History.Schemas;

namespace MarsDisk.History.Tests;

public sealed class RowCostModelTests
{
    private static readonly HistoryOptions Options = new() { Bins = 40, Steps = 11 };

    [Fact]
    public void The_header_is_the_line_of_the_specification()
    {
        var estimate = new RowCostModel(Options).Estimate(11);

        Assert.Equal(
            "[mem est] run_rows=11 diag_rows=11 psd_rows=440 budget_rows=11 " +
            "run~23.6 KB diag~15.0 KB psd~137.5 KB budget~23.6 KB smol~512.5 KB total~712.3 KB",
            estimate.Header);
        Assert.Equal("712.3 KB est", estimate.Short);
    }

    [Fact]
    public void A_step_costs_a_row_of_each_table_and_a_psd_row_for_each_bin() =>
        Assert.Equal(2200 + 2200 + 1400 + 40 * 320, new RowCostModel(Options).BytesPerStep);

    [Fact]
    public void A_switched_on_table_costs_more_and_one_switched_off_less() =>
        Assert.Equal(2200 + 2200 + 1400 + 1400, new RowCostModel(Options with { PsdHistory = false, StepDiagnostics = true }).BytesPerStep);

    [Fact]
    public void Strides_thin_out_the_estimate_but_not_the_cost_of_a_step()
    {
        var thin = new RowCostModel(Options with { SeriesStride = 4, PsdStride = 5, DiagnosticsStride = 10 });

        var estimate = thin.Estimate(10_001);

        Assert.Equal((2_501L, 1_001L, 40L * 2_001L, 10_001L), (estimate.RunRows, estimate.DiagnosticsRows, estimate.PsdRows, estimate.MassBudgetRows));
        Assert.StartsWith("[mem est] run_rows=2,501 diag_rows=1,001 psd_rows=80,040 budget_rows=10,001 run~5.2 MB", estimate.Header, StringComparison.Ordinal);
        Assert.Equal(new RowCostModel(Options).BytesPerStep, thin.BytesPerStep);
    }
}
