using MarsDisk.Configuration.Loading;
using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Rules;

/// <summary>Tables that a run will read, and whether they are there.</summary>
internal static class ReferencedTables
{
    /// <summary>One error for each table that the predicate does not find, neither itself nor its twin.</summary>
    public static IEnumerable<Finding> Missing(RunParameters run, Resolution keys, Func<string, bool> exists) =>
        from table in Tables(run)
        where table.Path is not null && !exists(table.Path) && !exists(Twin(table.Path))
        select keys.PlaceOf(table.Key).Error("REF", $"{table.Key}: the table {table.Path} does not exist.",
            "Paths are relative to the working directory; a .csv path also finds its .parquet twin.");

    private static IEnumerable<(string Key, string? Path)> Tables(RunParameters run)
    {
        if (run.Radiation is { QPr: null })
            yield return ("radiation.qpr_table_path", run.Radiation.QprTablePath);
        if (run.Shielding is { Mode: not ShieldingMode.Off })
            yield return ("shielding.table_path", run.Shielding.TablePath);
        if (run.Dynamics.EProfile.Mode == EccentricityProfileMode.Table)
            yield return ("dynamics.e_profile.table_path", run.Dynamics.EProfile.TablePath);
        if (run.Sinks.SubParams.PsatModel != VapourPressureModel.Clausius)
            yield return ("sinks.sub_params.psat_table_path", run.Sinks.SubParams.PsatTablePath);
        if (run.Supply is { Enabled: true, Mode: SupplyMode.Table })
            yield return ("supply.table.path", run.Supply.Table.Path);
        if (run.Supply is { Enabled: true, Temperature: { Enabled: true, Mode: SupplyTemperatureMode.Table } temperature })
            yield return ("supply.temperature.table.path", temperature.Table.Path);
    }

    private static string Twin(string path) =>
        Path.ChangeExtension(path, Path.GetExtension(path) == ".csv" ? ".parquet" : ".csv");
}
