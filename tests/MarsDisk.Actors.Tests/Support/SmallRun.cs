using System.Globalization;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Runs;
using MarsDisk.Configuration;
using MarsDisk.History.Columns;
using MarsDisk.Journal.Events;
using MarsDisk.Physics.Constants;
using MarsDisk.Simulation;
using MarsDisk.Simulation.Aggregation;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Planning;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;
using MarsDisk.Simulation.Tables;

namespace MarsDisk.Actors.Tests.Support;

/// <summary>A collisional cascade over few sizes; a test names only what matters to it.</summary>
internal sealed record SmallRun(int Steps = 12, int ChunkSteps = 4, int Buffers = 2, int BatchSteps = 3, bool EnforcesMassBudget = false)
{
    private const double StepSeconds = 6;

    private const string Configuration = """
        geometry: { mode: 0D }
        physics_mode: collisions_only
        chi_blow: auto
        material: { rho: 3270.0 }
        disk: { geometry: { r_in_RM: 1.2, r_out_RM: 2.5 } }
        sizes: { s_min: 1.0e-6, s_max: 5.0e-5, n_bins: 16 }
        initial: { mass_total: 1.0e-7, s0_mode: upper }
        psd: { alpha: 3.5, floor: { mode: none } }
        optical_depth: { tau0_target: 0.002, tau_stop: 1.0 }
        dynamics: { e0: 0.5, i0: 0.05, t_damp_orbits: 20.0 }
        qstar: { Qs: 3.5e7, a_s: 0.38, B: 0.3, b_g: 1.36, v_ref_kms: [1.5, 7.0] }
        supply: { const: { mu_orbit10pct: 5.0 }, mixing: { epsilon_mix: 1.0 }, injection: { mode: initial_psd } }
        sinks: { mode: none, enable_sublimation: false }
        radiation: { TM_K: 4000.0, qpr_table_path: 'builtin:sio2-lowt' }
        shielding: { mode: off }
        numerics: { t_end_years: 1.0, dt_init: 6.0 }
        io: { outdir: out }

        """;

    private RunPlan? _plan;

    /// <summary>When the history in memory is stored; null: never.</summary>
    public HistorySchedule? Histories { get; init; }

    public static RunId Id => new("small");

    public RunPlan Plan => _plan ??= NewPlan(Steps, EnforcesMassBudget);

    public FlushPolicy Policy => new(ChunkSteps, long.MaxValue, BytesPerStep: 1);

    public int Chunks => (Steps + ChunkSteps - 1) / ChunkSteps;

    public ResumeState FreshState() => new(Plan.NewState(), new AggregateState());

    public Integrator NewIntegrator() => new(Plan, Plan.NewState(), Policy);

    public Aggregator NewAggregator() => new(Plan, new AggregateState());

    public ChunkBuffer NewBuffer() => new(Plan.Schemas, Policy.Capacity);

    /// <summary>Computes one chunk into a buffer; the batches as the integrator's actor would send them.</summary>
    public IReadOnlyList<StepBatch> FillChunk(Integrator integrator, ChunkBuffer buffer)
    {
        var batches = new List<StepBatch>();
        integrator.Begin(buffer);
        while (integrator.HasBuffer)
        {
            var window = integrator.Fill(BatchSteps);
            batches.Add(new StepBatch(buffer, buffer.Generation, window.FirstRow, window.EndRow, window.Seal));
        }

        return batches;
    }

    public RunSetup Setup(IRunWork work, bool reopensFailed = false, RunFeed? feed = null) => new(
        Id, Plan, Policy, Buffers, BatchSteps, new RunStarted(default, default, 1, 0), "here", reopensFailed,
        new RetryPolicy(FailuresMax: 3, TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(30)), work, TimeProvider.System, feed)
    {
        History = Histories,
    };

    /// <summary>The files that one thread makes without any actor, in the order of their chunks.</summary>
    /// <param name="inputs">All inputs of a run that is fed; null for one that is not.</param>
    public IReadOnlyList<PublishedFile> PlainFiles(IReadOnlyList<RunInput>? inputs = null)
    {
        using var encoding = new MemoryEncoding(Plan);
        using var loop = new PlainLoop(Plan, Policy, isFed: inputs is not null);
        foreach (var input in inputs ?? [])
            loop.Integrator.Receive(input);
        var files = new List<PublishedFile>();
        loop.Run((buffer, seal) => files.AddRange(encoding.Files(buffer, new ResumeState(seal.State, seal.Aggregates!))));
        return files;
    }

    private static RunPlan NewPlan(int steps, bool enforcesMassBudget)
    {
        // Half a step less than wanted, because the number of steps is rounded up.
        var years = (steps - 0.5) * StepSeconds / PhysicalConstants.SecondsPerYear;
        var end = string.Create(CultureInfo.InvariantCulture, $"numerics.t_end_years={years:R}");
        var loaded = ConfigurationLoader.Load(Configuration, "small.yml", [new OverrideText(end)]);
        Assert.True(loaded.Parameters is not null, string.Join('\n', loaded.Findings));
        var options = new PlanOptions { EnforcesMassBudget = enforcesMassBudget };
        var planned = RunPlanner.Plan(loaded.Parameters, new TableFiles("."), options);
        Assert.True(planned.Plan is not null, string.Join('\n', planned.Findings));
        Assert.Equal(steps, planned.Plan.Time.Steps);
        return planned.Plan;
    }
}
