using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Results;

/// <summary>The table <c>orbit_rollup.csv</c>: one row per completed orbit (runner §2.11, §3.6).</summary>
public static class OrbitRollupCsv
{
    private const string Header =
        "orbit_index,time_s,time_s_end,t_orb_s,M_out_orbit,M_sink_orbit,M_loss_orbit,M_out_per_orbit,M_sink_per_orbit,"
        + "M_loss_per_orbit,mass_loss_frac_per_orbit,M_out_cum,M_sink_cum,M_loss_cum,r_RM,T_M,slope_dlnM_dlnr";

    /// <summary>Writes the table. A run without a completed orbit has one row that covers all of it.</summary>
    public static void Write(TextWriter output, RunPlan plan, RunState end)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(end);
        output.Write(Header + "\n");
        for (var orbit = 0; orbit < end.Orbits.Completed; orbit++)
            WriteRow(output, plan, orbit + 1, end.Orbits[orbit]);
        if (end.Orbits.Completed == 0)
            WriteRow(output, plan, 1, WholeRun(end));
    }

    /// <summary>Completed orbits as the summary counts them: a run without one counts as one.</summary>
    public static int Count(RunState end)
    {
        ArgumentNullException.ThrowIfNull(end);
        return Math.Max(end.Orbits.Completed, 1);
    }

    private static OrbitRow WholeRun(RunState end)
    {
        var (time, losses) = (end.Time, end.Losses);
        return new OrbitRow(
            time, time, losses.Blowout, losses.Sinks, losses.Blowout, losses.Sinks, end.Statistics.TemperatureLast);
    }

    private static void WriteRow(TextWriter output, RunPlan plan, int index, in OrbitRow row)
    {
        var period = plan.Orbit.Period;
        var loss = row.Blowout + row.Sinks;
        output.Write(index);
        double[] cells =
        [
            row.StepEnd, row.OrbitEnd, period, row.Blowout, row.Sinks, loss,
            row.Blowout / period, row.Sinks / period, loss / period,
            plan.Start.Mass == 0 ? double.NaN : loss / plan.Start.Mass,
            row.BlowoutTotal, row.SinksTotal, row.BlowoutTotal + row.SinksTotal,
            plan.Orbit.RadiusMars, row.Temperature,
        ];
        foreach (var cell in cells)
            output.Write("," + (double.IsNaN(cell) ? "" : PythonText.Of(cell)));
        output.Write(",\n");
    }
}
