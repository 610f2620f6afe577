using MarsDisk.History.Schemas;

namespace MarsDisk.History.Tables;

/// <summary>The 7 columns of psd_hist (runner §3.4). They lie in <see cref="MarsDisk.History.Columns.PsdColumns"/> and show no facts.</summary>
internal static class PsdSchema
{
    public const int Time = 0;
    public const int BinIndex = 1;
    public const int SBinCenter = 2;
    public const int NBin = 3;
    public const int SigmaBin = 4;
    public const int FMass = 5;
    public const int SigmaSurf = 6;

    public static TableSchema Build(HistoryOptions options)
    {
        ColumnDefinition[] columns =
        [
            Number("time", "s", "Simulated time at the end of the step."),
            new("bin_index", ColumnKind.Integer, "count", "Number of the size bin, from 0 for the smallest.", ColumnStorage.Live, null, []),
            Number("s_bin_center", "m", "Grain radius at the centre of the bin, which drifts with surface sublimation."),
            Number("N_bin", "dimensionless", "Number density of the bin as the size distribution keeps it, in an arbitrary normalisation."),
            Number("Sigma_bin", "kg m^-2", "Surface density of the bin."),
            Number("f_mass", "dimensionless", "Fraction of the mass that the bin holds; 0 if there is no mass."),
            Number("Sigma_surf", "kg m^-2", "Surface density of the surface layer after the step."),
        ];

        // The last step is not forced here, unlike in run and diagnostics.
        return new TableSchema(TableNames.Psd, columns, new RowRule(options.PsdStride, null));
    }

    private static ColumnDefinition Number(string name, string unit, string definition) =>
        new(name, ColumnKind.Double, unit, definition, ColumnStorage.Live, null, []);
}
