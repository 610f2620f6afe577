using System.Globalization;

using MarsDisk.Configuration.Sweeps;

namespace MarsDisk.Configuration.Tests.Sweeps;

public sealed class SweepPointsTests
{
    private const string Head = "sweep: s\nbase: base.yml\n";

    [Fact]
    public void First_axis_varies_slowest_and_zipped_keys_vary_together()
    {
        var definition = Load("""
            vary:
              - { key: radiation.TM_K, values: [5000, 4000] }
              - zip:
                  - { key: optical_depth.tau0_target, values: [1.0, 0.5] }
                  - { key: dynamics.i0, values: [0.05, 0.01] }
            """);

        Assert.Equal(["radiation.TM_K", "optical_depth.tau0_target", "dynamics.i0"], definition.Keys);
        Assert.Equal(["5000 1.0 0.05", "5000 0.5 0.01", "4000 1.0 0.05", "4000 0.5 0.01"], Lines(definition));
    }

    [Fact]
    public void Range_has_exact_ends_and_even_steps_on_its_scale()
    {
        var linear = Load("vary: [{ key: dynamics.e0, range: { from: 0.1, to: 0.5, count: 3 } }]");
        var logarithmic = Load("vary: [{ key: dynamics.e0, range: { from: 0.001, to: 0.1, count: 3, scale: log } }]");

        Assert.Equal(["0.1", "0.3", "0.5"], Lines(linear));
        Assert.Equal("0.001", Lines(logarithmic)[0]);
        Assert.Equal(0.01, double.Parse(Lines(logarithmic)[1], CultureInfo.InvariantCulture), 1e-15);
        Assert.Equal("0.1", Lines(logarithmic)[2]);
    }

    [Fact]
    public void Excluded_points_are_left_out_and_places_close_up()
    {
        var definition = Load("""
            vary:
              - { key: radiation.TM_K, values: [5000, 4000] }
              - { key: dynamics.i0, values: [0.05, 0.01] }
            exclude: [ "radiation.TM_K > 4500 and dynamics.i0 < 0.02" ]
            """);

        var points = SweepPoints.Expand(definition);

        Assert.Equal(["5000 0.05", "4000 0.05", "4000 0.01"], Lines(definition));
        Assert.Equal([0, 1, 2], points.Select(point => point.Index));
    }

    [Fact]
    public void Replicas_of_a_point_follow_each_other()
    {
        var points = SweepPoints.Expand(Load("vary: [{ key: dynamics.i0, values: [0.05, 0.01] }]\nreplicas: 2"));

        Assert.Equal([0, 1, 0, 1], points.Select(point => point.Replica));
    }

    [Theory]
    [InlineData("sobol")]
    [InlineData("uniform")]
    public void Random_sample_takes_the_place_of_the_ranges_and_depends_on_its_seed_alone(string method)
    {
        var first = Lines(Sample(method, seed: 1));
        var again = Lines(Sample(method, seed: 1));
        var other = Lines(Sample(method, seed: 2));

        Assert.Equal(2 * 16, first.Count);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.All(first, line => Assert.InRange(double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture), 0.1, 0.9));
    }

    // Sixteen points of a Sobol sequence lie one in each sixteenth of every axis.
    [Fact]
    public void Sobol_points_are_even_in_every_dimension()
    {
        foreach (var column in (int[])[1, 2])
        {
            var sixteenths = Lines(Sample("sobol", seed: 7)).Take(16)
                .Select(line => double.Parse(line.Split(' ')[column], CultureInfo.InvariantCulture))
                .Select(value => (int)(column == 1 ? (value - 0.1) / 0.8 * 16 : value * 16)).Order();

            Assert.Equal(Enumerable.Range(0, 16), sixteenths);
        }
    }

    [Fact]
    public void Lists_of_a_study_file_are_a_grid_with_cases_beside_it()
    {
        var definition = Load("T_LIST: [5000, 4000]\nEPS_LIST: [1.0]\nSWEEP_TAG: study\nEXTRA_CASES: [{ T: 3000, TAU: 0.5 }]", head: "base: base.yml\n");

        Assert.Equal("study", definition.Name);
        Assert.Equal(["5000 1.0 -", "4000 1.0 -", "3000 - 0.5"], Lines(definition));
    }

    [Fact]
    public void Title_is_fit_for_a_file_name()
    {
        var definition = Load("vary: [{ key: dynamics.i0, values: [0.05] }, { key: physics_mode, values: ['collisions_only'] }]\ntitle: \"i{dynamics.i0}/{physics_mode}_{index}\"");
        var point = Assert.Single(SweepPoints.Expand(definition));

        Assert.Equal("i0p05_collisions_only_0", SweepTitle.Of(definition, point));
        Assert.Equal("i00p05_physics_modecollisions_only", SweepTitle.Of(definition with { Title = null }, point));
    }

    private static SweepDefinition Sample(string method, int seed) => Load($$"""
        vary:
          - { key: radiation.TM_K, values: [5000, 4000] }
          - { key: dynamics.e0, range: { from: 0.1, to: 0.9, count: 5 } }
          - { key: dynamics.i0, range: { from: 0, to: 1, count: 5 } }
        random: { count: 16, seed: {{seed}}, method: {{method}} }
        """);

    private static SweepDefinition Load(string text, string head = Head)
    {
        var loaded = SweepLoader.Load(head + text, "s.yml");
        Assert.True(loaded.Definition is not null, string.Join('\n', loaded.Findings));
        return loaded.Definition;
    }

    private static List<string> Lines(SweepDefinition definition) =>
        [.. SweepPoints.Expand(definition).Select(point => string.Join(' ', point.Values.Select(value => value?.Word ?? "-")))];
}
