using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Inputs.Keys;

/// <summary>Which live key has an effect in which run: the rest of the configuration decides.</summary>
internal static class LiveKeyRules
{
    public static string? Refusal(LiveKey key, RunPlan plan)
    {
        var parameters = plan.Parameters;
        var velocity = parameters.Supply.Injection.Velocity.Mode;
        return key.Id switch
        {
            LiveKeyId.SupplyRate or LiveKeyId.SupplyMu or LiveKeyId.SupplyOrbitFraction when plan.Supply.ConstantRate is null =>
                Sentence(key, "supply.mode is not const"),
            LiveKeyId.TauStop or LiveKeyId.TauStopTolerance when parameters.OpticalDepth is null =>
                Sentence(key, "the run has no section optical_depth"),
            LiveKeyId.TauGateMaximum when parameters.Radiation?.TauGate.Enable is not true =>
                Sentence(key, "radiation.tau_gate.enable is off"),
            LiveKeyId.GasDensity when !plan.Switches.GasDrag => Sentence(key, "gas drag is switched off"),
            LiveKeyId.InjectedEccentricity or LiveKeyId.InjectedInclination when velocity != InjectionVelocityMode.FixedEi =>
                Sentence(key, "supply.injection.velocity.mode is not fixed_ei"),
            LiveKeyId.InjectedVelocityFactor when velocity != InjectionVelocityMode.Factor =>
                Sentence(key, "supply.injection.velocity.mode is not factor"),
            LiveKeyId.WakeFactor when parameters.Dynamics.KernelEiMode != KernelVelocityMode.WyattEq =>
                Sentence(key, "dynamics.kernel_ei_mode is not wyatt_eq"),
            _ => null,
        };
    }

    private static string Sentence(LiveKey key, string why) => $"{key.Name} has no effect in this run: {why}.";
}
