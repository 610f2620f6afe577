using System.Text.Json;
using MarsDisk.Physics.Phases;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Phases;

public sealed class PhaseLawTests
{
    private static readonly PhaseLaw Threshold = PhaseLaw.Threshold(1700, 2000, 1, 1);

    [Fact]
    public void Thresholds_match_the_worked_example()
    {
        var example = Examples.Named("phase.threshold");
        var found = DecisionsFor(Threshold, example);

        Expect.Relative(example.Outputs.Numbers("f_vap"), [.. found.Select(phase => phase.VapourShare)], example.RelativeTolerance);
        Expect.Relative(example.Outputs.Numbers("f_liquid"), [.. found.Select(phase => phase.LiquidShare)], example.RelativeTolerance);
        Expect.Relative(
            example.Outputs.Numbers("f_solid"), [.. found.Select(phase => phase.SolidShare)], example.RelativeTolerance, example.AbsoluteTolerance);
        Assert.Equal(Words(example.Outputs.GetProperty("state")), found.Select(phase => WordOf(phase.State)), StringComparer.Ordinal);
        Assert.Equal(Words(example.Outputs.GetProperty("bulk")), found.Select(phase => WordOf(phase.Bulk)), StringComparer.Ordinal);
    }

    [Fact]
    public void Thresholds_match_the_reference_values()
    {
        foreach (var row in Examples.File("unit/phase.json").GetProperty("thresholds").EnumerateArray())
        {
            var found = Threshold.Evaluate(row.Number("T"), row.Number("P_Pa"), row.Number("tau"));

            Expect.Relative(row.Number("f_vap"), found.VapourShare, 1e-12);
            Expect.Relative(row.Number("f_liquid"), found.LiquidShare, 1e-12);
            Expect.Relative(row.Number("f_solid"), found.SolidShare, 1e-12, 1e-15);
            Assert.Equal(row.Text("state"), WordOf(found.State));
            Assert.Equal(row.Text("bulk"), WordOf(found.Bulk));
        }
    }

    [Fact]
    public void The_built_in_map_matches_the_worked_example()
    {
        var example = Examples.Named("phase.map_default");
        var found = DecisionsFor(PhaseLaw.BuiltInMap, example);

        Expect.Relative(example.Outputs.Numbers("f_vap"), [.. found.Select(phase => phase.VapourShare)], example.RelativeTolerance);
        Assert.Equal(Words(example.Outputs.GetProperty("state")), found.Select(phase => WordOf(phase.State)), StringComparer.Ordinal);
    }

    [Fact]
    public void A_disabled_phase_is_solid_at_any_temperature()
    {
        Assert.Equal(PhaseDecision.Solid, PhaseLaw.Disabled.Evaluate(6500, 0, 0));
        Assert.Equal(0, PhaseDecision.Solid.VapourShare);
    }

    [Fact]
    public void The_ramp_is_at_least_one_kelvin_wide()
    {
        var law = PhaseLaw.Threshold(2000, 1900, 0, 0);

        Expect.Relative(0.5, law.Evaluate(2000.5, 1e9, 1e9).VapourShare, 1e-12);
    }

    private static PhaseDecision[] DecisionsFor(PhaseLaw law, Example example) =>
        [.. example.Inputs.GetProperty("cases_T_P_tau").EnumerateArray().Select(row => row.Numbers())
            .Select(row => law.Evaluate(row[0], row[1], double.IsNaN(row[2]) ? 0 : row[2]))];

    private static IEnumerable<string> Words(JsonElement words) => words.EnumerateArray().Select(word => word.GetString()!);

    private static string WordOf(PhaseState state) => state == PhaseState.Vapor ? "vapor" : "solid";

    private static string WordOf(BulkState state) => state switch
    {
        BulkState.SolidDominated => "solid_dominated",
        BulkState.LiquidDominated => "liquid_dominated",
        _ => "mixed",
    };
}
