using MarsDisk.History.Chunks;
using MarsDisk.History.Columns;
using MarsDisk.Simulation.Aggregation;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;
using MarsDisk.Simulation.States.Histories;

namespace MarsDisk.Simulation.Tests.Histories;

/// <summary>A run whose whole history is in one buffer, and which can be stored and taken up at any border.</summary>
internal sealed class HistoryRun(RunPlan plan, IReadOnlyList<RunInput>? inputs = null)
{
    private FlushPolicy Policy => new((int)plan.Time.Steps, long.MaxValue, 1) { TakesRequests = false };

    public ChunkBuffer NewBuffer() => new(plan.Schemas, Policy.Capacity);

    /// <summary>Files of all tables and the state behind them.</summary>
    public (byte[] Tables, byte[] State) Whole()
    {
        using var buffer = NewBuffer();
        return Finish(new ResumeState(plan.NewState(), new AggregateState()), buffer, isBegun: false);
    }

    /// <summary>The history at a border.</summary>
    public byte[] At(long step)
    {
        using var buffer = NewBuffer();
        var state = new ResumeState(plan.NewState(), new AggregateState());
        var (integrator, aggregator) = (NewIntegrator(state), new Aggregator(plan, state.Aggregates));
        integrator.Begin(buffer);
        while (integrator.NextStep < step)
            Fold(integrator, aggregator, buffer, 1);
        var mark = integrator.Mark() ?? throw new InvalidOperationException($"No history can be had at step {step}.");
        Assert.Equal(step, mark.State.Step);
        var marked = new ResumeState(mark.State, aggregator.Capture());
        Fold(integrator, aggregator, buffer, 1);            // behind the border the run goes on while the history is written
        using var body = new MemoryStream();
        RunHistory.Write(body, marked, buffer, mark.Rows);
        return body.ToArray();
    }

    /// <summary>Goes on from a history to the end.</summary>
    public (byte[] Tables, byte[] State) GoOn(byte[] history)
    {
        using var buffer = NewBuffer();
        return Finish(RunHistory.Read(new MemoryStream(history), 0, buffer), buffer, isBegun: true);
    }

    private (byte[] Tables, byte[] State) Finish(ResumeState state, ChunkBuffer buffer, bool isBegun)
    {
        var (integrator, aggregator) = (NewIntegrator(state), new Aggregator(plan, state.Aggregates));
        if (isBegun)
            integrator.GoOn(buffer);
        else
            integrator.Begin(buffer);
        SealedChunk? seal = null;
        while (seal is null)
            seal = Fold(integrator, aggregator, buffer, 7);
        using var body = new MemoryStream();
        new ResumeState(seal.State, aggregator.Capture()).WriteTo(body);
        return (TablesOf(buffer), body.ToArray());
    }

    private byte[] TablesOf(ChunkBuffer buffer)
    {
        using var encoder = new ChunkEncoder(plan.Schemas, "run", "plan");
        using var files = new MemoryStream();
        foreach (var table in plan.Schemas.Tables.Where(table => encoder.Rows(table, buffer) > 0))
        {
            using var file = new MemoryStream();
            encoder.Write(table, buffer, file);
            files.Write(file.GetBuffer().AsSpan(0, (int)file.Length));
        }
        return files.ToArray();
    }

    private static SealedChunk? Fold(Integrator integrator, Aggregator aggregator, ChunkBuffer buffer, int steps)
    {
        var window = integrator.Fill(steps);
        aggregator.Fold(buffer, window.FirstRow, window.EndRow);
        integrator.TakeEffects();
        integrator.ReleasePause();
        return window.Seal;
    }

    private Integrator NewIntegrator(ResumeState state)
    {
        var integrator = new Integrator(plan, state.Run, Policy, isFed: inputs is not null);
        foreach (var input in inputs ?? [])
            integrator.Receive(input);
        return integrator;
    }
}
