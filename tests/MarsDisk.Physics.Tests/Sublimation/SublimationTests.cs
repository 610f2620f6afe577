using MarsDisk.Physics.Sublimation;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Sublimation;

public sealed class SublimationTests
{
    private const double Density = 3270;

    private static readonly VapourPressure Silicon = VapourPressure.Clausius(new(13.613, 17850), new(13.203, 25898.9), 1900);
    private static readonly VapourPressure Forsterite =
        VapourPressure.Clausius(new(13.809441833, 28362.904024), new(11.08, 22409), 2163);

    [Theory]
    [InlineData("sublimation.hkl.SiO_default")]
    [InlineData("sublimation.hkl.forsterite")]
    public void The_Hertz_Knudsen_law_matches_the_worked_example(string name)
    {
        var example = Examples.Named(name);
        var parameters = example.Inputs.GetProperty("params");
        var vapour = VapourPressure.Clausius(
            new(parameters.Number("A"), parameters.Number("B")),
            new ClausiusLaw(parameters.Number("A_liq"), parameters.Number("B_liq")), parameters.Number("T_switch"));
        var law = SublimationLaw.HertzKnudsen(vapour, parameters.Number("alpha"), parameters.Number("mu"), parameters.Number("P_gas"));
        var temperatures = example.Inputs.Numbers("T");
        var fluxes = Array.ConvertAll(temperatures, law.Flux);

        Expect.Relative(example.Outputs.Numbers("P_sat"), Array.ConvertAll(temperatures, vapour.Pressure), example.RelativeTolerance);
        Expect.Relative(example.Outputs.Numbers("J"), fluxes, example.RelativeTolerance);
        Expect.Relative(
            example.Outputs.Numbers("ds_dt_rho3270"), Array.ConvertAll(fluxes, flux => SublimationLaw.SizeRate(flux, Density)), example.RelativeTolerance);
    }

    [Fact]
    public void Gas_pressure_stops_sublimation_but_nothing_condenses()
    {
        var example = Examples.Named("sublimation.hkl.P_gas");
        var law = SublimationLaw.HertzKnudsen(Forsterite, 0.1, 0.140694, example.Inputs.Number("P_gas"));

        Expect.Relative(example.Outputs.Numbers("J"), Array.ConvertAll(example.Inputs.Numbers("T"), law.Flux), example.RelativeTolerance);
        Assert.Equal(0, SublimationLaw.SizeRate(0, Density));
    }

    [Fact]
    public void The_placeholder_matches_the_worked_example()
    {
        var example = Examples.Named("sublimation.exponential");
        var law = SublimationLaw.Exponential(example.Inputs.Number("T_sub"), example.Inputs.Number("dT"));

        Expect.Relative(example.Outputs.Numbers("J"), Array.ConvertAll(example.Inputs.Numbers("T"), law.Flux), example.RelativeTolerance);
    }

    [Fact]
    public void The_sink_size_matches_the_worked_example()
    {
        var example = Examples.Named("sublimation.s_sink");
        var input = example.Inputs;
        var flux = SublimationLaw.HertzKnudsen(Forsterite, 0.1, 0.140694).Flux(input.Number("T"));

        Expect.Matches(example, "s_sink", SublimationLaw.SinkSize(flux, input.Number("rho"), input.Number("t_ref"), input.Number("eta")));
    }

    [Fact]
    public void Tabulated_pressures_match_the_worked_example()
    {
        var example = Examples.Named("sublimation.psat_tabulated");
        var table = new PressureTable(example.Inputs.Numbers("T_table"), example.Inputs.Numbers("log10P_table"));
        var strict = VapourPressure.Tabulated(table);
        var automatic = VapourPressure.Automatic(table, new(13.613, 17850));

        Expect.Relative(
            example.Outputs.Numbers("P_inside_pchip"), Array.ConvertAll(example.Inputs.Numbers("T"), strict.Pressure), example.RelativeTolerance);
        Expect.Relative(
            example.Outputs.Numbers("P_outside_localfit"), Array.ConvertAll(example.Inputs.Numbers("T_outside"), automatic.Pressure), example.RelativeTolerance);
        Assert.All(example.Inputs.Numbers("T_outside"), outside => Assert.Throws<PhysicsException>(() => strict.Pressure(outside)));
    }

    [Theory]
    [InlineData("forsterite")]
    [InlineData("SiO_default")]
    [InlineData("forsterite_Pgas_no_liquid")]
    [InlineData("exponential")]
    public void Fluxes_match_the_reference_values(string material)
    {
        var expected = Examples.File("unit/sublimation_hkl.json").GetProperty("cases").EnumerateArray()
            .Single(row => row.Text("material") == material);
        var law = LawOf(material);
        var temperatures = expected.Numbers("T_K");
        var fluxes = Array.ConvertAll(temperatures, law.Flux);

        Expect.Relative(expected.Numbers("J_kg_m2_s"), fluxes, 1e-12, what: "J");
        Expect.Relative(expected.Numbers("ds_dt_rho3270"), Array.ConvertAll(fluxes, flux => SublimationLaw.SizeRate(flux, Density)), 1e-12);
        Expect.Relative(
            expected.Numbers("s_sink_tref2400"), Array.ConvertAll(fluxes, flux => SublimationLaw.SinkSize(flux, Density, 2400, 0.1)), 1e-12);
    }

    [Theory]
    [InlineData("tabulated")]
    [InlineData("auto")]
    public void Tabulated_fluxes_match_the_reference_values(string model)
    {
        var expected = Examples.File("unit/sublimation_hkl.json").GetProperty("cases").EnumerateArray()
            .Single(row => row.TryGetProperty("psat_model", out var value) && value.GetString() == model);
        var columns = expected.GetProperty("table");
        var table = new PressureTable(columns.Numbers("T"), columns.Numbers("log10P"));
        var vapour = model == "auto" ? VapourPressure.Automatic(table, new(13.613, 17850)) : VapourPressure.Tabulated(table);
        var law = SublimationLaw.HertzKnudsen(vapour, 0.1, 0.140694);

        foreach (var row in expected.GetProperty("rows").EnumerateArray())
        {
            var (pressure, branch) = vapour.Evaluate(row.Number("T"));
            Expect.Relative(row.Number("p_sat"), pressure, 1e-9);
            Expect.Relative(row.Number("J"), law.Flux(row.Number("T")), 1e-9);
            Assert.Equal(row.Text("branch") == "tabulated" ? VapourBranch.Tabulated : VapourBranch.LocalFit, branch);
        }
    }

    [Fact]
    public void Sink_rates_of_the_bins_match_example_and_reference()
    {
        var expected = Examples.File("unit/sublimation_hkl.json").GetProperty("bin_sinks");
        var rates = new double[3];

        SublimationLaw.FillSinkRates(expected.Number("ds_dt"), expected.Numbers("s"), rates);

        Expect.Relative(expected.Numbers("S_sub"), rates, 1e-12);
        var massLoss = rates.Zip(expected.Numbers("N"), expected.Numbers("m")).Sum(bin => bin.First * bin.Second * bin.Third);
        Expect.Relative(expected.Number("mass_loss_rate"), massLoss, 1e-12);
    }

    [Fact]
    public void A_table_of_two_rows_is_a_straight_line()
    {
        var table = new PressureTable([1000, 2000], [0, 1]);

        Expect.Relative(Math.Sqrt(10), table.Pressure(1500), 1e-14);
    }

    [Fact]
    public void Where_no_fit_rises_with_temperature_the_Clausius_law_counts()
    {
        var falling = new PressureTable([1500, 1600, 1700], [1, 0, -1]);

        var (_, branch) = VapourPressure.Automatic(falling, new(13, 28000)).Evaluate(1400);

        Assert.Null(falling.FitNear(1400));
        Assert.Equal(VapourBranch.Solid, branch);
    }

    [Fact]
    public void Arguments_without_meaning_are_refused()
    {
        Assert.Throws<PhysicsException>(() => LawOf("forsterite").Flux(0));
        Assert.Throws<PhysicsException>(() => LawOf("forsterite").Flux(double.NaN));
        Assert.Throws<PhysicsException>(() => SublimationLaw.HertzKnudsen(Forsterite, 0.1, 0));
        Assert.Throws<PhysicsException>(() => SublimationLaw.SizeRate(1, 0));
        Assert.Throws<PhysicsException>(() => new PressureTable([1000, 1000], [0, 1]));
    }

    private static SublimationLaw LawOf(string material) => material switch
    {
        "forsterite" => SublimationLaw.HertzKnudsen(Forsterite, 0.1, 0.140694),
        "SiO_default" => SublimationLaw.HertzKnudsen(Silicon, 0.007, 0.0440849),
        "forsterite_Pgas_no_liquid" =>
            SublimationLaw.HertzKnudsen(VapourPressure.Clausius(new(13.809441833, 28362.904024)), 0.1, 0.140694, 0.001),
        _ => SublimationLaw.Exponential(1300, 50),
    };
}
