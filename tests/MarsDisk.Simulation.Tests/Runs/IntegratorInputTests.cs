using MarsDisk.History.Columns;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Tests.Runs;

/// <summary>What may come to an integrator between two calls: an end, a chunk border, a horizon.</summary>
public sealed class IntegratorInputTests : IDisposable
{
    private const int Steps = 40;
    private const int ChunkSteps = 16;

    private readonly RunPlan _plan = ShortPlan();
    private readonly List<ChunkBuffer> _buffers = [];

    public void Dispose() => _buffers.ForEach(buffer => buffer.Dispose());

    [Fact]
    public void No_step_is_computed_at_or_above_a_requested_end()
    {
        var integrator = NewIntegrator();
        integrator.EndAt(10);

        var seal = RunChunk(integrator);

        Assert.True(integrator.HasEnded);
        Assert.Equal(10, seal.State.Step);
        Assert.Equal((StopReason.StopRequested, 9L), (seal.State.Stop.Reason, seal.State.Stop.Step));
        Assert.Equal(FlushCause.RunEnds, seal.Cause);
    }

    [Fact]
    public void An_end_that_is_past_already_ends_the_run_behind_the_steps_that_exist()
    {
        var integrator = NewIntegrator();
        RunChunk(integrator);

        integrator.EndAt(3);

        Assert.True(integrator.HasEnded);
        Assert.Equal((StopReason.StopRequested, ChunkSteps - 1L), (integrator.Capture().Stop.Reason, integrator.Capture().Stop.Step));
    }

    [Fact]
    public void The_earliest_of_several_ends_counts_and_one_behind_the_plan_means_nothing()
    {
        var integrator = NewIntegrator();
        integrator.EndAt(1000);
        integrator.EndAt(7);
        integrator.EndAt(9);

        Assert.Equal(7, RunChunk(integrator).State.Step);
    }

    [Fact]
    public void A_flush_ends_the_chunk_at_the_first_border_at_or_behind_its_time()
    {
        var integrator = Fed(new TimedInput(0, default, 4.5 * _plan.Time.Step, new RunAction.Flush()), new RunClosedInput(1, default));

        var first = RunChunk(integrator);
        var second = RunChunk(integrator);

        Assert.Equal((5L, FlushCause.Requested), (first.State.Step, first.Cause));
        Assert.Equal((5L + ChunkSteps, FlushCause.StepLimit), (second.State.Step, second.Cause));
    }

    [Fact]
    public void A_flush_changes_no_row()
    {
        var plain = Rows(NewIntegrator());
        var asked = Fed(new TimedInput(0, default, 4.5 * _plan.Time.Step, new RunAction.Flush()), new RunClosedInput(1, default));

        Assert.Equal(plain, Rows(asked));
    }

    [Fact]
    public void A_step_that_begins_at_or_behind_the_horizon_waits_until_the_horizon_moves()
    {
        var integrator = Fed();
        integrator.MoveHorizon(6 * _plan.Time.Step);
        integrator.Begin(NewBuffer());

        var window = integrator.Fill(100);
        var atHorizon = (window.EndRow, window.Seal, integrator.IsWaiting, integrator.HasEnded, integrator.NextStep);
        integrator.MoveHorizon(7.5 * _plan.Time.Step);
        var later = integrator.Fill(100);

        Assert.Equal((5, null, true, false, 6L), atHorizon);          // the sixth row waits for what acts behind it
        Assert.Equal((5, 7, 8L), (later.FirstRow, later.EndRow, integrator.NextStep));
    }

    [Fact]
    public void A_requested_end_waits_for_no_input()
    {
        var integrator = Fed();
        integrator.MoveHorizon(6 * _plan.Time.Step);
        integrator.Begin(NewBuffer());
        integrator.Fill(100);

        integrator.EndAt(integrator.NextStep);
        var window = integrator.Fill(100);

        Assert.True(integrator.HasEnded);
        Assert.Equal((5, 6, FlushCause.RunEnds), (window.FirstRow, window.EndRow, window.Seal!.Cause));
    }

    [Fact]
    public void A_buffer_that_is_too_small_or_a_second_one_is_refused()
    {
        var integrator = NewIntegrator();
        using var small = new ChunkBuffer(_plan.Schemas, ChunkSteps - 1);

        Assert.Throws<ArgumentException>(() => integrator.Begin(small));
        integrator.Begin(NewBuffer());
        Assert.Throws<InvalidOperationException>(() => integrator.Begin(NewBuffer()));
    }

    [Fact]
    public void The_ordinal_of_the_inputs_is_part_of_the_state()
    {
        var integrator = Fed(
            new TimedInput(16, default, 3 * _plan.Time.Step, new RunAction.Log("read")),
            new TimedInput(18, default, 30 * _plan.Time.Step, new RunAction.Log("not yet")));

        Assert.Equal(17, RunChunk(integrator).State.NextInputOrdinal);
    }

    private Integrator Fed(params RunInput[] inputs)
    {
        var integrator = new Integrator(_plan, _plan.NewState(), new FlushPolicy(ChunkSteps, long.MaxValue, 1), isFed: true);
        foreach (var input in inputs)
            integrator.Receive(input);
        return integrator;
    }

    private Integrator NewIntegrator() => new(_plan, _plan.NewState(), new FlushPolicy(ChunkSteps, long.MaxValue, 1));

    private ChunkBuffer NewBuffer()
    {
        _buffers.Add(new ChunkBuffer(_plan.Schemas, ChunkSteps));
        return _buffers[^1];
    }

    private SealedChunk RunChunk(Integrator integrator)
    {
        integrator.Begin(NewBuffer());
        var window = integrator.Fill(Steps);
        return window.Seal ?? throw new InvalidOperationException("The chunk was not sealed.");
    }

    private List<double> Rows(Integrator integrator)
    {
        var densities = new List<double>();
        while (!integrator.HasEnded)
        {
            RunChunk(integrator);
            var buffer = _buffers[^1];
            densities.AddRange(buffer.Facts.Doubles(History.Schemas.StepFact.SigmaSurf)[..buffer.Rows].ToArray());
        }

        return densities;
    }

    private static RunPlan ShortPlan()
    {
        var plan = Plans.OfFile(Path.Combine(Plans.GoldenDirectory, "supply_tau_stop", "config.yaml"));
        return plan with { Time = plan.Time with { Steps = Steps, End = plan.Time.Step * Steps } };
    }
}
