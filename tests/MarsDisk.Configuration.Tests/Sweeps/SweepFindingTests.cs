using MarsDisk.Configuration.Sweeps;

namespace MarsDisk.Configuration.Tests.Sweeps;

public sealed class SweepFindingTests
{
    [Theory]
    [InlineData("vary: [{ key: radiation.TM_K, values: [] }]", "3:39  TYPE", "radiation.TM_K has no values")]
    [InlineData("vary: [{ key: radiation.TM, values: [1] }]", "3:15  KEY001", "Did you mean radiation.TM_K?")]
    [InlineData("vary: [{ key: radiation, values: [1] }]", "3:15  KEY001", "radiation is a section; vary one of its keys.")]
    [InlineData("vary: [{ key: dynamics.i0, valeus: [1] }]", "3:28  KEY001", "Did you mean values?")]
    [InlineData("vary: [{ key: dynamics.i0, values: [1] }, { key: dynamics.i0, values: [2] }]", "3:50  RULE", "dynamics.i0 varies twice.")]
    [InlineData("vary: [{ key: dynamics.i0, values: [1], range: { from: 1, to: 2, count: 2 } }]", "3:8  TYPE", "has values and a range")]
    [InlineData("vary: [{ key: dynamics.i0, range: { from: 1, to: 2, count: 1 } }]", "3:60  TYPE", "count must lie between 2 and")]
    [InlineData("vary: [{ key: dynamics.i0, range: { from: 1, to: 2, cuont: 4 } }]", "3:53  KEY001", "Did you mean count?")]
    [InlineData("vary: [{ key: dynamics.i0, range: { from: -1, to: 2, count: 4, scale: log } }]", "3:35  RANGE", "one sign")]
    [InlineData("vary: { key: dynamics.i0 }", "3:7  TYPE", "vary must be a list.")]
    [InlineData("vary: [{ key: dynamics.i0, values: [1] }]\nexclude: [dynamics.i0 is big]", "4:11  TYPE", "is no comparison")]
    [InlineData("vary: [{ key: dynamics.i0, values: [1] }]\nexclude: [dynamics.io < 2]", "4:11  KEY001", "Did you mean dynamics.i0?")]
    [InlineData("vary: [{ key: dynamics.i0, values: [1] }]\ntitle: \"i{dynamics.io}\"", "4:8  KEY001", "Did you mean {dynamics.i0}?")]
    [InlineData("vary: [{ key: dynamics.i0, values: [1] }]\nrandom: { count: 3 }", "4:9  RULE", "needs at least one range")]
    [InlineData("vary: [{ key: dynamics.i0, values: [1] }]\nreplicas: 0", "4:11  TYPE", "replicas must lie between 1 and 10000")]
    [InlineData("vary: [{ key: dynamics.i0, values: [1] }]\nparalel: 2", "4:1  KEY001", "Did you mean parallel?")]
    [InlineData("T_LIST: [1]\nvary: [{ key: dynamics.i0, values: [1] }]", "4:7  RULE", "stand in one file")]
    public void Mistake_is_named_with_its_place_and_advice(string text, string place, string words)
    {
        var loaded = SweepLoader.Load("sweep: s\nbase: base.yml\n" + text, "s.yml");

        Assert.Null(loaded.Definition);
        var said = string.Join('\n', loaded.Findings);
        Assert.Contains($"s.yml:{place}", said, StringComparison.Ordinal);
        Assert.Contains(words, said, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_come_at_once_in_the_order_of_the_file()
    {
        var loaded = SweepLoader.Load("sweep: a/b\nbase: gone.yml\nvary: [{ key: a.b, values: [1] }]\nretries: -1\n", "s.yml", name => name != "gone.yml");

        Assert.Equal([1, 2, 3, 4], loaded.Findings.Select(finding => finding.Line));
        Assert.Equal(["TYPE", "REF", "KEY001", "TYPE"], loaded.Findings.Select(finding => finding.Code), StringComparer.Ordinal);
    }

    [Fact]
    public void Values_that_must_stay_text_and_lists_become_overrides_that_say_the_same()
    {
        var loaded = SweepLoader.Load("sweep: s\nbase: b\nvary: [{ key: sinks.mode, values: ['none', sublimation] }, { key: qstar.v_ref_kms, values: [[1.5, 7.0]] }]", "s.yml");

        var points = SweepPoints.Expand(loaded.Definition!);

        Assert.Equal("sinks.mode='none'", points[0].Values[0]!.For("sinks.mode").Text);
        Assert.Equal("sinks.mode=sublimation", points[1].Values[0]!.For("sinks.mode").Text);
        Assert.Equal("qstar.v_ref_kms=[1.5, 7.0]", points[0].Values[1]!.For("qstar.v_ref_kms").Text);
    }

    [Fact]
    public void Sweep_of_too_many_points_is_counted_without_being_expanded()
    {
        var loaded = SweepLoader.Load("""
            sweep: s
            base: b
            vary:
              - { key: dynamics.i0, range: { from: 0, to: 1, count: 100000 } }
              - { key: dynamics.e0, range: { from: 0, to: 1, count: 100000 } }
            """, "s.yml");

        Assert.Equal(1e10, SweepPoints.Count(loaded.Definition!));
    }
}
