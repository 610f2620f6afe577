using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Temperature;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Planning;

/// <summary>What drives the temperature of Mars (runner §2.4).</summary>
internal static class TemperaturePlanner
{
    private const string DriverKey = "radiation.mars_temperature_driver";
    private const string TableSource = "mars_temperature_driver.table";
    private const double SecondsPerHour = 3600;

    // Two centuries in hourly rows; the table stands in memory twice.
    private const double RowsMax = 2e6;

    public static TemperaturePlan Temperature(PlanInputs inputs, OrbitPlan orbit)
    {
        var radiation = inputs.Parameters.Radiation
            ?? throw PlanException.Configuration("radiation", "The run has no temperature of Mars: give radiation.TM_K.");
        var driver = radiation.MarsTemperatureDriver;
        if (radiation.Source == RadiationSource.Off || driver.Honour)
            return Configured(inputs, radiation, orbit);
        if (driver is { Enabled: true, Mode: TemperatureDriverMode.Table, Table: { } table }
            && inputs.Tables.Find(table.Path) is not null)
            return FromFile(inputs, table.Path, Columns(table), driver.Extrapolation, orbit);
        return Generated(inputs, radiation, orbit);
    }

    // The configured driver; without one the temperature is constant.
    private static TemperaturePlan Configured(PlanInputs inputs, RadiationParameters radiation, OrbitPlan orbit)
    {
        var driver = radiation.MarsTemperatureDriver;
        if (!driver.Enabled)
            return Plain(TemperatureTable.Constant(InitialTemperature(radiation)), "radiation.TM_K", "constant", false);
        switch (driver.Mode)
        {
            case TemperatureDriverMode.Table when driver.Table is { } table:
                return FromFile(inputs, table.Path, Columns(table), driver.Extrapolation, orbit);
            case TemperatureDriverMode.Constant when driver.Constant is { } constant:
                return Plain(
                    TemperatureTable.Constant(constant.ValueK), "mars_temperature_driver.constant", "constant", true);
            case TemperatureDriverMode.Hyodo:
                return Plain(Linear(radiation), "mars_temperature_driver.hyodo", "hyodo", true);
            default:
                throw PlanException.Configuration(DriverKey, $"The driver mode {driver.Mode.Word()} needs its section.");
        }
    }

    // A straight line down to zero, which the domain of the model ends long before.
    private static TemperatureTable Linear(RadiationParameters radiation)
    {
        var law = new LinearCooling(InitialTemperature(radiation), radiation.MarsTemperatureDriver.Hyodo.DLayerM);
        return new TemperatureTable([0, law.SecondsUntil(0)], [law.InitialTemperature, 0]);
    }

    private static TemperaturePlan Generated(PlanInputs inputs, RadiationParameters radiation, OrbitPlan orbit)
    {
        var driver = radiation.MarsTemperatureDriver;
        var generate = driver.Autogenerate;
        var initial = InitialTemperature(radiation);
        var years = Math.Max(HorizonYears(inputs.Parameters, initial, orbit), generate.MinYears) + generate.TimeMarginYears;
        var span = years * PhysicalConstants.SecondsPerYear;
        RequireRows(span / (generate.DtHours * SecondsPerHour), years, generate.DtHours);
        var path = Path.Combine(generate.OutputDir, FileName(generate.FilenameTemplate, initial)).Replace('\\', '/');
        var columns = (generate.TimeUnit, generate.ColumnTime, generate.ColumnTemperature);
        if (inputs.Tables.Find(path) is not null)
        {
            var reused = FromFile(inputs, path, columns, driver.Extrapolation, orbit);
            if (reused.Table.LastSecond + 1 >= span)
                return reused;
        }

        Func<double, double> law = generate.Model == CoolingModel.Hyodo
            ? new LinearCooling(initial).At
            : new SlabCooling(initial).At;
        var table = PlanInputs.Guard(DriverKey, () => TemperatureTable.Sampled(law, span, generate.DtHours));
        var unit = SecondsPer(generate.TimeUnit, orbit);
        var file = new GeneratedTable(
            path,
            generate.ColumnTime,
            generate.ColumnTemperature,
            [.. table.Seconds.ToArray().Select(second => second / unit)],
            table.Temperatures.ToArray(),
            years);
        return Plain(table, TableSource, "table", true) with
        {
            Path = path,
            Columns = (generate.TimeUnit.Word(), generate.ColumnTime, generate.ColumnTemperature),
            Generated = file,
        };
    }

    private static TemperaturePlan FromFile(
        PlanInputs inputs,
        string path,
        (TemperatureTimeUnit Unit, string Time, string Temperature) columns,
        TemperatureExtrapolation extrapolation,
        OrbitPlan orbit)
    {
        var file = inputs.Read(DriverKey + ".table.path", path);
        var unit = SecondsPer(columns.Unit, orbit);
        var table = PlanInputs.Guard(DriverKey + ".table", () => new TemperatureTable(
            Array.ConvertAll(file[columns.Time], time => time * unit),
            file[columns.Temperature],
            extrapolation == TemperatureExtrapolation.Hold));
        return Plain(table, TableSource, "table", true) with
        {
            Path = path,
            Columns = (columns.Unit.Word(), columns.Time, columns.Temperature),
        };
    }

    private static TemperaturePlan Plain(TemperatureTable table, string source, string mode, bool isDriven) => new()
    {
        Table = table,
        Source = source,
        Mode = mode,
        IsDriven = isDriven,
        Path = null,
        Columns = ("s", "time", "T_M"),
        Generated = null,
    };

    private static double InitialTemperature(RadiationParameters radiation) =>
        radiation.TMK ?? radiation.MarsTemperatureDriver.Constant?.ValueK
        ?? throw PlanException.Configuration("radiation.TM_K", "The run has no temperature of Mars: give radiation.TM_K.");

    // How many years the run may ask for; years count before orbits here.
    private static double HorizonYears(RunParameters parameters, double initial, OrbitPlan orbit)
    {
        var numerics = parameters.Numerics;
        var orbitYears = numerics.TEndOrbits * orbit.Period / PhysicalConstants.SecondsPerYear;
        var years = numerics.TEndYears ?? orbitYears ?? parameters.Scope.AnalysisYears;
        years = Math.Max(years, numerics.MinDurationYears ?? 0);
        if (numerics.TEndUntilTemperatureK is { } target)
        {
            var seconds = new SlabCooling(initial).SecondsUntil(target);
            var cooling = (seconds / PhysicalConstants.SecondsPerYear) + numerics.TEndTemperatureMarginYears;
            years = Math.Max(years, cooling);
        }
        return years;
    }

    private static void RequireRows(double rows, double years, double hours)
    {
        if (!(rows <= RowsMax))
            throw PlanException.Configuration(
                DriverKey + ".autogenerate.dt_hours",
                $"A table over {years:G4} years with a row every {hours:G4} h would have {rows:G4} rows, and {RowsMax:G4} is the most; choose a longer distance of its rows, or an earlier end of the run.");
    }

    private static string FileName(string template, double initial)
    {
        var tag = initial.ToString("F1", System.Globalization.CultureInfo.InvariantCulture).Replace('.', 'p').Replace('-', 'm');
        return template.Replace("{tag}", tag, StringComparison.Ordinal);
    }

    private static (TemperatureTimeUnit Unit, string Time, string Temperature) Columns(TemperatureTableParameters table) =>
        (table.TimeUnit, table.ColumnTime, table.ColumnTemperature);

    private static double SecondsPer(TemperatureTimeUnit unit, OrbitPlan orbit) => unit switch
    {
        TemperatureTimeUnit.Days => PhysicalConstants.SecondsPerDay,
        TemperatureTimeUnit.Years => PhysicalConstants.SecondsPerYear,
        TemperatureTimeUnit.Orbits => orbit.Period,
        _ => 1,
    };
}
