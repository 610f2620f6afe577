using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Results.Overview;

/// <summary>Sources of radiation and temperature, as both documents name them.</summary>
internal static class RadiationOverview
{
    /// <summary>How the temperature of a grain follows from that of Mars, in words.</summary>
    public const string GrainTemperatureFormula = "T_p = T_M * q_abs_mean^0.25 * sqrt(R_M/(2 r))";

    public static JsonMembers Driver(RunPlan plan)
    {
        var temperature = plan.Temperature;
        return new JsonMembers
        {
            ["source"] = temperature.Source,
            ["mode"] = temperature.Mode,
            ["enabled"] = temperature.IsDriven,
            ["table_path"] = temperature.Path,
            ["time_unit"] = temperature.Columns.Unit,
            ["column_time"] = temperature.Columns.Time,
            ["column_temperature"] = temperature.Columns.Temperature,
            ["t_range_s"] = new object?[] { temperature.Table.Seconds[0], temperature.Table.LastSecond },
            ["n_rows"] = temperature.Table.Seconds.Length,
            ["extrapolation"] = plan.Parameters.Radiation!.MarsTemperatureDriver.Extrapolation.Word(),
        };
    }

    public static JsonMembers Solar(RunParameters parameters) => new()
    {
        ["enabled"] = false,
        ["requested"] = parameters.Radiation?.UseSolarRp ?? false,
        ["note"] = "Solar radiation disabled (Mars-only scope)",
    };

    public static JsonMembers TauGate(RunParameters parameters)
    {
        var gate = parameters.Radiation?.TauGate;
        return new JsonMembers
        {
            ["enabled"] = gate?.Enable ?? false,
            ["tau_max"] = gate is { Enable: true } ? gate.TauMax : null,
        };
    }

    public static string Field(RunPlan plan) => plan.Switches.RadiationField ? "mars" : "off";
}
