using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Rules;

/// <summary>Rules of the supply.</summary>
internal static class SupplyRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        // The reference swallows this error and keeps the raw rate.
        new("supply.mixing.epsilon_mix", run => run.Supply.Const.MuOrbit10pct > 0 && run.Supply.Mixing.EpsilonMix <= 0,
            "supply.const.mu_orbit10pct needs supply.mixing.epsilon_mix above 0.", "Set it to a value in (0, 2]."),
        new("supply.transport.t_mix_orbits",
            run => run.Supply.Transport is { Mode: TransportMode.DeepMixing, TMixOrbits: not > 0 },
            "supply.transport.mode deep_mixing needs supply.transport.t_mix_orbits above 0.", "Give the mixing time."),
        new("supply.reservoir.mass_total_Mmars", run => run.Supply.Reservoir is { Enabled: true, MassTotalMmars: null },
            "supply.reservoir.enabled needs supply.reservoir.mass_total_Mmars.", "Give the mass of the reservoir."),
        new("supply.feedback.max_scale", run => run.Supply.Feedback.MaxScale < run.Supply.Feedback.MinScale,
            "supply.feedback.max_scale is below min_scale.", "Swap the two."),
        new("supply.temperature.cap", run => run.Supply.Temperature.Cap < run.Supply.Temperature.Floor,
            "supply.temperature.cap is below floor.", "Swap the two."),
        new("supply.injection.s_inj_max", run => run.Supply.Injection.SInjMin >= run.Supply.Injection.SInjMax,
            "supply.injection.s_inj_max must be above s_inj_min.", "Make s_inj_max larger."),
        new("supply.injection.velocity.mode", run => run.Supply.Injection.Velocity is
                { Mode: InjectionVelocityMode.FixedEi, EInj: null } or { Mode: InjectionVelocityMode.FixedEi, IInj: null },
            "supply.injection.velocity.mode fixed_ei needs e_inj and i_inj.", "Give both."),
        new("supply.injection.velocity.mode",
            run => run.Supply.Injection.Velocity is { Mode: InjectionVelocityMode.Factor, VrelFactor: null },
            "supply.injection.velocity.mode factor needs vrel_factor.", "Give it."),
        new("supply.piecewise", run => run.Supply.Piecewise.Any(segment => segment.TStartS >= segment.TEndS),
            "A segment of supply.piecewise ends before it begins.", "Make t_end_s larger than t_start_s."),
    ];
}
