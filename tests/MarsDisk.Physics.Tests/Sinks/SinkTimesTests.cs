using System.Text.Json;
using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Orbits;
using MarsDisk.Physics.Radiation;
using MarsDisk.Physics.Sinks;
using MarsDisk.Physics.Sublimation;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Sinks;

public sealed class SinkTimesTests
{
    private const double Density = 3270;
    private const double Radius = 2.45 * PhysicalConstants.MarsRadius;

    private static readonly SublimationLaw Forsterite = SublimationLaw.HertzKnudsen(
        VapourPressure.Clausius(new(13.809441833, 28362.904024), new(11.08, 22409), 2163), 0.1, 0.140694);

    [Fact]
    public void Time_scales_match_the_worked_example()
    {
        var example = Examples.Named("sinks.total");
        var grain = RadiationPressure.GrainTemperature(4000, Radius);

        Expect.Matches(example, "T_eval_graybody", grain);
        Expect.Matches(example, "t_sink_sublimation_graybody", SublimationSeconds(grain));
        Expect.Matches(example, "t_sink_sublimation_no_radius", SublimationSeconds(4000));
        Expect.Matches(example, "t_sink_drag_rho_g_1e-9", SinkTimes.GasDragSeconds(1e-6, Density, 1e-9));
        Assert.Equal(SinkKind.None, SinkTimes.None.Dominant);
    }

    [Fact]
    public void Total_and_dominant_sink_match_the_reference_values()
    {
        foreach (var row in Examples.File("unit/sink_timescales.json").GetProperty("cases").EnumerateArray())
        {
            var grain = RadiationPressure.GrainTemperature(row.Number("T_M"), row.Number("r_RM") * PhysicalConstants.MarsRadius);
            var times = SinkTimes.None;
            if (row.GetProperty("sublimation").GetBoolean())
                times = times with { Sublimation = SublimationSeconds(grain) };
            if (row.GetProperty("gas_drag").GetBoolean())
                times = times with { GasDrag = SinkTimes.GasDragSeconds(1e-6, Density, row.Number("rho_g")) };

            Expect.Relative(Expected(row.GetProperty("t_sink")), times.Total, 1e-12);
            Assert.Equal(row.Text("dominant")?.Replace("_", "", StringComparison.Ordinal) ?? "none", times.Dominant.ToString(), ignoreCase: true);
        }
    }

    [Fact]
    public void Without_gas_or_flux_nothing_is_removed()
    {
        Assert.Equal(double.PositiveInfinity, SinkTimes.GasDragSeconds(1e-6, Density, 0));
        Assert.Equal(double.PositiveInfinity, SinkTimes.SublimationSeconds(1e-6, 0, 1e-4, 0.1));
        Assert.Throws<PhysicsException>(() => SinkTimes.SublimationSeconds(0, 1, 1e-4, 0.1));
        Assert.Throws<PhysicsException>(() => SinkTimes.SublimationSeconds(1e-6, 1, 0, 0.1));
    }

    [Fact]
    public void Hydrodynamic_escape_matches_the_worked_example()
    {
        var example = Examples.Named("phase.hydro_escape");
        var input = example.Inputs;
        var escape = new HydrodynamicEscape(
            input.Number("strength"), input.Number("temp_power"), input.Number("T_ref"), input.Number("floor"));

        var found = input.GetProperty("cases_T_f").EnumerateArray().Select(row => row.Numbers())
            .Select(row => escape.Seconds(row[0], row[1])).ToArray();

        Expect.Relative(example.Outputs.GetProperty("t_escape").EnumerateArray().Select(Expected).ToArray(), found, example.RelativeTolerance);
    }

    [Fact]
    public void Hydrodynamic_escape_matches_the_reference_values()
    {
        var escape = new HydrodynamicEscape(1e-5, 2, 2000, 1e-3);

        foreach (var row in Examples.File("unit/phase.json").GetProperty("hydro_escape").EnumerateArray())
            Expect.Relative(Expected(row.GetProperty("t")), escape.Seconds(row.Number("T"), row.Number("f_vap")), 1e-12);
    }

    private static double SublimationSeconds(double temperature)
    {
        var omega = KeplerOrbit.Frequency(Radius);
        var sinkSize = SublimationLaw.SinkSize(Forsterite.Flux(temperature), Density, 1 / omega, 0.1);
        return SinkTimes.SublimationSeconds(ModelLimits.SinkReferenceSize, sinkSize, omega, 0.1);
    }

    // A missing time means that there is no sink.
    private static double Expected(JsonElement seconds) =>
        seconds.ValueKind == JsonValueKind.Null ? double.PositiveInfinity : seconds.Number();
}
