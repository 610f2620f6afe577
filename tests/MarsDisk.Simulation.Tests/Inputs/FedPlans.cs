using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Tests.Inputs;

/// <summary>Short plans whose keys inputs may change.</summary>
internal static class FedPlans
{
    public const int Steps = 40;

    public static RunPlan Of(string name, int steps = Steps, params string[] overrides)
    {
        var plan = Runs.Plans.OfFile(Path.Combine(Runs.Plans.GoldenDirectory, name, "config.yaml"), overrides);
        return plan with { Time = plan.Time with { Steps = steps, End = plan.Time.Step * steps } };
    }
}
