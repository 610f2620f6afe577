using MarsDisk.Physics;
using MarsDisk.Physics.Temperature;

namespace MarsDisk.Simulation.Tests.Runs;

public sealed class StepFailureTests
{
    [Fact]
    public void A_temperature_outside_the_domain_of_the_model_ends_the_run_with_one_sentence_that_names_the_step()
    {
        var plan = Plans.OfFile(Path.Combine(Plans.GoldenDirectory, "cascade_40bins", "config.yaml"));
        var cooling = new TemperatureTable([0, 10 * plan.Time.Step], [4000, 900]);
        var doomed = plan with { Temperature = plan.Temperature with { Table = cooling } };

        var failure = Assert.Throws<StepFailedException>(() => FinishedRun.Of(doomed));

        Assert.Equal(10, failure.Step);
        Assert.StartsWith("Step 10 at ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("900", failure.Message, StringComparison.Ordinal);
        Assert.IsType<PhysicsException>(failure.InnerException);
    }
}
