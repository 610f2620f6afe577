using MarsDisk.Physics.Radiation;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Tables;

namespace MarsDisk.Simulation.Planning;

/// <summary>
/// The radiation pressure table: configured constant, file, built-in, or the closed form behind a table of the
/// reference that is not there (physics §5.3).
/// </summary>
internal static class RadiationPlanner
{
    private const string Key = "radiation.qpr_table_path";
    private const string BuiltInPrefix = "builtin:";

    public static RadiationPlan Radiation(PlanInputs inputs)
    {
        var radiation = inputs.Parameters.Radiation;
        if (radiation?.QPr is { } constant)
            return new RadiationPlan(QprTable.Constant(constant), "override", radiation.QprTablePath);
        if (radiation?.QprTablePath is not { } path)
            return new RadiationPlan(BuiltInQprTables.Wien(), "table", null);
        if (path.StartsWith(BuiltInPrefix, StringComparison.Ordinal))
            return new RadiationPlan(BuiltIn(path), "table", path);
        if (inputs.Tables.Find(path) is not null)
            return new RadiationPlan(FromFile(inputs.Read(Key, path)), "table", path);
        return new RadiationPlan(Absent(inputs, path, radiation.QprStrict), "table", path);
    }

    private static QprTable BuiltIn(string path) => path[BuiltInPrefix.Length..] switch
    {
        "wien" => BuiltInQprTables.Wien(),
        "sio2" => BuiltInQprTables.SilicaGenerated(),
        "sio2-lowt" => BuiltInQprTables.SilicaCalibrated(),
        var name => throw PlanException.Configuration(Key, $"There is no built-in table '{name}'; there are wien, sio2 and sio2-lowt."),
    };

    private static QprTable Absent(PlanInputs inputs, string path, bool isStrict)
    {
        switch (Path.GetFileNameWithoutExtension(path))
        {
            case "qpr_planck":
                return BuiltInQprTables.Wien();
            case "qpr_planck_sio2_generated":
                return BuiltInQprTables.SilicaGenerated();
            case "qpr_planck_sio2_abbas_calibrated_lowT":
                return BuiltInQprTables.SilicaCalibrated();
            case "qpr_planck_forsterite_mie" when !isStrict:
                inputs.Warn(
                    PlanFindingKind.Table,
                    "REF001",
                    Key,
                    $"{path} does not exist; the run uses the closed form of the SiO2 low-temperature table instead. "
                    + "Put the table there to use it, or set radiation.qpr_strict to make this an error.");
                return BuiltInQprTables.SilicaCalibrated();
            default:
                throw PlanException.Table(Key, $"{path} does not exist, and no closed form is known for it.");
        }
    }

    private static QprTable FromFile(NumericTable table) => PlanInputs.Guard(Key, () =>
    {
        var sizes = table.Has("s")
            ? table["s"]
            : Array.ConvertAll(table["log10_s"], Physics.Numerics.PortableMath.Pow10);
        return Grid(table.Path, table["T_M"], sizes, table["Q_pr"]);
    });

    // A complete rectangular grid in any order of rows.
    private static QprTable Grid(string path, double[] temperatures, double[] sizes, double[] values)
    {
        double[] temperatureAxis = [.. temperatures.Distinct().Order()];
        double[] sizeAxis = [.. sizes.Distinct().Order()];
        if (values.Length != temperatureAxis.Length * sizeAxis.Length)
            throw new TableException(
                $"{path} has {values.Length} rows, expected {temperatureAxis.Length} temperatures times {sizeAxis.Length} sizes.");

        var grid = new double[values.Length];
        Array.Fill(grid, double.NaN);
        for (var row = 0; row < values.Length; row++)
        {
            var i = Array.BinarySearch(temperatureAxis, temperatures[row]);
            var j = Array.BinarySearch(sizeAxis, sizes[row]);
            grid[(i * sizeAxis.Length) + j] = values[row];
        }
        return new QprTable(temperatureAxis, sizeAxis, grid);
    }
}
