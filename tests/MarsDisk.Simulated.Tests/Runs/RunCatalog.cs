using System.Collections.Concurrent;
using System.Globalization;
using MarsDisk.Configuration;
using MarsDisk.Hosting.Running;
using MarsDisk.Physics.Constants;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulated.Runs;

/// <summary>The runs that seeds choose from. Each is planned and computed once, when the first seed wants it.</summary>
internal static class RunCatalog
{
    private const double StepSeconds = 6;
    private const int Size = 24;

    // Beside the cheap ones, a few with the product's encoder: nothing between buffer and disk is left untried.
    private const int ParquetEvery = 24;

    // A quarter of the runs takes inputs.
    private const int FedEvery = 4;

    private const string Configuration = """
        geometry: { mode: 0D }
        physics_mode: collisions_only
        material: { rho: 3270.0 }
        disk: { geometry: { r_in_RM: 1.2, r_out_RM: 2.5 } }
        sizes: { s_min: 1.0e-6, s_max: 5.0e-5, n_bins: 5 }
        initial: { mass_total: 1.0e-7, s0_mode: upper }
        psd: { alpha: 3.5, floor: { mode: none } }
        optical_depth: { tau0_target: 0.002, tau_stop: 1.0 }
        dynamics: { e0: 0.5, i0: 0.05, t_damp_orbits: 20.0 }
        qstar: { Qs: 3.5e7, a_s: 0.38, B: 0.3, b_g: 1.36, v_ref_kms: [1.5, 7.0] }
        supply: { const: { mu_orbit10pct: 5.0 }, mixing: { epsilon_mix: 1.0 }, injection: { mode: initial_psd } }
        sinks: { mode: none, enable_sublimation: false }
        radiation: { TM_K: 4000.0, Q_pr: 1.0 }
        shielding: { mode: off }
        numerics: { t_end_years: 1.0, dt_init: 6.0 }
        io: { outdir: out, streaming: { enable: true, step_flush_interval: 5 } }
        """;

    private static readonly ConcurrentDictionary<int, Lazy<SimulatedRun>> Runs = new();

    /// <summary>So many different runs.</summary>
    public static IReadOnlyList<SimulatedRun> Choose(SeededRandom random, int count)
    {
        var chosen = new SortedSet<int>();
        while (chosen.Count < count)
            chosen.Add(random.Below(Size));
        return [.. chosen.Select(Run)];
    }

    /// <summary>The run with this number.</summary>
    public static SimulatedRun Run(int number) => Runs.GetOrAdd(number, new Lazy<SimulatedRun>(() => Make(number))).Value;

    private static SimulatedRun Make(int number)
    {
        var random = new SeededRandom(number);
        var steps = random.OneIn(4) ? random.Between(36, 60) : random.Between(20, 36);
        var isStreaming = !random.OneIn(6);
        var writesParquet = number % ParquetEvery == ParquetEvery - 1;

        // Half a step less than wanted, because the number of steps is rounded up.
        var years = (steps - 0.5) * StepSeconds / PhysicalConstants.SecondsPerYear;
        List<string> overrides =
        [
            string.Create(CultureInfo.InvariantCulture, $"numerics.t_end_years={years:R}"),
            $"sizes.n_bins={random.Between(3, 5)}",
            $"io.streaming.step_flush_interval={random.Between(3, 10)}",
            $"io.streaming.enable={(isStreaming ? "true" : "false")}",
        ];
        var merges = isStreaming && !writesParquet && random.OneIn(3);
        overrides.AddRange(["io.streaming.merge_at_end=false", "io.streaming.cleanup_chunks=false"]);
        var prepared = Prepare(overrides);
        var inputs = number % FedEvery == 1 ? InputScript.Of(random, prepared.Plan.Time.Step, steps) : null;
        return new SimulatedRun($"r{number}", prepared, writesParquet, merges, inputs);
    }

    private static PreparedRun Prepare(IEnumerable<string> overrides)
    {
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        var source = new ConfigurationSource("simulated.yml", Configuration, [.. overrides.Select(text => new OverrideText(text))], null, none);
        var preparation = RunPreparation.Prepare(source, none, new PlanOptions());
        return preparation.Run ?? throw new InvalidOperationException(string.Join('\n', preparation.Findings));
    }
}
