using MarsDisk.History.Schemas;

namespace MarsDisk.History.Tables;

/// <summary>The 168 columns of run (runner §3.3) and the groups that a configuration appends to them.</summary>
internal static class RunSchema
{
    public static TableSchema Build(HistoryOptions options)
    {
        var columns = new SchemaBuilder();
        RunConditionColumns.AddTo(columns);
        RunSupplyColumns.AddTo(columns);
        RunLossColumns.AddTo(columns);
        RunStateColumns.AddTo(columns);
        if (options.EnergyBookkeeping)
            EnergySchema.AddTo(columns);
        if (options.ExtendedDiagnostics)
            AddExtended(columns);
        if (options.EvolveMinSize)
            columns.Live("s_min_evolved", StepFact.SMinEvolved, "m", "Smallest grain size of the optional size evolution model, for diagnosis only.");

        return columns.Build(TableNames.Run, new RowRule(options.SeriesStride, options.Steps - 1));
    }

    private static void AddExtended(SchemaBuilder columns)
    {
        columns.Same("mloss_blowout_rate", "M_out_dot", "Mass-loss rate by blow-out, the same as M_out_dot.");
        columns.Same("mloss_sink_rate", "M_sink_dot", "Mass-loss rate by sinks, the same as M_sink_dot.");
        columns.Live("mloss_total_rate", StepFact.MlossTotalRate, "M_Mars s^-1", "Sum of the mass-loss rates by blow-out and by sinks.");
        columns.Same("cum_mloss_blowout", "mass_lost_by_blowout", "Mass lost by blow-out since the start.");
        columns.Same("cum_mloss_sink", "mass_lost_by_sinks", "Mass lost by sinks since the start.");
        columns.Same("cum_mloss_total", "M_loss_cum", "Mass lost by blow-out and sinks since the start.");
        columns.Live("beta_eff", StepFact.BetaEff, "dimensionless", "Ratio of radiation pressure to gravity that the step worked with.");
        columns.Live("tau_eff", StepFact.TauEff, "dimensionless", "Effective opacity times surface density, without the path factor of the line of sight.");
    }
}
