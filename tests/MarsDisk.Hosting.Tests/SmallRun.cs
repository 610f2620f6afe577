using MarsDisk.Configuration;
using MarsDisk.Hosting.Running;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Hosting.Tests;

/// <summary>A run of a few hundred steps over eight sizes, without any table file.</summary>
internal static class SmallRun
{
    public const string Text = """
        geometry: { mode: 0D }
        physics_mode: collisions_only
        material: { rho: 3270.0 }
        disk: { geometry: { r_in_RM: 1.0, r_out_RM: 2.7 } }
        sizes: { s_min: 1.0e-6, s_max: 4.0e-5, n_bins: 8 }
        initial: { mass_total: 1.0e-7, s0_mode: upper }
        psd: { alpha: 3.5, floor: { mode: none } }
        optical_depth: { tau0_target: 0.002, tau_stop: 1.0 }
        dynamics: { e0: 0.5, i0: 0.05, t_damp_orbits: 20.0 }
        qstar: { Qs: 3.5e7, a_s: 0.38, B: 0.3, b_g: 1.36, v_ref_kms: [1.5, 7.0] }
        supply: { const: { mu_orbit10pct: 5.0 }, mixing: { epsilon_mix: 1.0 }, injection: { mode: initial_psd } }
        sinks: { mode: 'none' }
        radiation: { TM_K: 4000.0, Q_pr: 1.0 }
        shielding: { mode: off }
        numerics: { t_end_orbits: 0.2, dt_init: 10.0 }
        io: { outdir: out/small, streaming: { enable: true, step_flush_interval: 100 } }
        """;

    public static PreparedRun Prepare(params string[] overrides) => PrepareText(Text, overrides);

    public static PreparedRun PrepareText(string text, params string[] overrides)
    {
        var source = new ConfigurationSource(
            "small.yml", text, [.. overrides.Select(entry => new OverrideText(entry))], null, new Dictionary<string, string>(StringComparer.Ordinal));
        var preparation = RunPreparation.Prepare(source, new Dictionary<string, string>(StringComparer.Ordinal), new PlanOptions());
        Assert.DoesNotContain(preparation.Findings, finding => finding.Severity == Severity.Error);
        return preparation.Run!;
    }
}
