using MarsDisk.History.Chunks;
using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;
using MarsDisk.Simulation.Flushing;

namespace MarsDisk.Simulation.Tests.Runs;

/// <summary>Which steps the tables keep (runner §2.5 steps 24 and 25), whatever the chunks.</summary>
public sealed class StrideTests
{
    private const int Steps = 50;

    [Theory]
    [InlineData(1, 50)]
    [InlineData(16, 50)]
    [InlineData(50, 50)]
    [InlineData(7, 7)]
    public void Run_and_diagnostics_keep_every_nth_step_and_the_last_psd_every_nth_and_the_budget_all(int chunk, int batch)
    {
        var rows = Rows(chunk, batch, "io.series_stride=7", "io.diagnostics_stride=10", "io.psd_history_stride=20");

        // Steps 0, 7, …, 49: the last step is one of them. Steps 0, 10, …, 40, and the last one.
        Assert.Equal(8, rows[TableNames.Run]);
        Assert.Equal(6, rows[TableNames.Diagnostics]);
        Assert.Equal(3 * 40, rows[TableNames.Psd]);
        Assert.Equal(Steps, rows[TableNames.MassBudget]);
    }

    [Fact]
    public void Without_strides_every_table_keeps_every_step()
    {
        var rows = Rows(chunk: 16, batch: 5);

        Assert.Equal((Steps, Steps, Steps * 40, Steps), (rows[TableNames.Run], rows[TableNames.Diagnostics], rows[TableNames.Psd], rows[TableNames.MassBudget]));
    }

    [Fact]
    public void A_stride_longer_than_the_run_keeps_the_first_and_the_last_step()
    {
        var rows = Rows(chunk: 16, batch: 50, "io.series_stride=1000", "io.psd_history_stride=1000");

        Assert.Equal((2, 40), (rows[TableNames.Run], rows[TableNames.Psd]));
    }

    private static Dictionary<string, long> Rows(int chunk, int batch, params string[] overrides)
    {
        // The stride rules need to know the last step, so the plan itself has to be short.
        var file = Path.Combine(Plans.GoldenDirectory, "cascade_40bins", "config.yaml");
        var step = Plans.OfFile(file).Time.Step;
        var years = FormattableString.Invariant($"numerics.t_end_years={(Steps - 0.5) * step / Physics.Constants.PhysicalConstants.SecondsPerYear:R}");
        var plan = Plans.OfFile(file, [years, "numerics.t_end_orbits=null", FormattableString.Invariant($"numerics.dt_init={step:R}"), .. overrides]);
        Assert.Equal(Steps, plan.Time.Steps);

        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        using var encoder = new ChunkEncoder(plan.Schemas, "run", "plan");
        using var loop = new PlainLoop(plan, new FlushPolicy(chunk, long.MaxValue, 1));
        loop.Run((buffer, _) => Add(rows, encoder, buffer), batch);
        return rows;
    }

    private static void Add(Dictionary<string, long> rows, ChunkEncoder encoder, ChunkBuffer buffer)
    {
        foreach (var table in encoder.Schemas.Tables)
            rows[table.Name] = rows.GetValueOrDefault(table.Name) + encoder.Rows(table, buffer);
    }
}
