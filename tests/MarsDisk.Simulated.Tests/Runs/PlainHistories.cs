using MarsDisk.History.Columns;
using MarsDisk.Simulation;
using MarsDisk.Simulation.Aggregation;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.States;
using MarsDisk.Simulation.States.Histories;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Simulated.Runs;

/// <summary>The history at every step border of a run without streaming, as one thread makes it.</summary>
internal static class PlainHistories
{
    /// <summary>Publishes all of them and gives their names.</summary>
    public static IReadOnlyList<string> Publish(SimulatedRun run, RunDirectory directory, ILease lease)
    {
        var plan = run.Prepared.Plan;
        var integrator = new Integrator(plan, plan.NewState(), run.Prepared.Policy, isFed: run.Inputs is not null);
        var aggregator = new Aggregator(plan, new AggregateState());
        using var buffer = new ChunkBuffer(run.Prepared.Schemas, run.Prepared.Policy.Capacity);
        var publisher = new HistoryPublisher(directory, lease);
        var names = new List<string>();
        foreach (var input in run.Inputs ?? [])
            integrator.Receive(input);
        integrator.Begin(buffer);
        while (integrator.HasBuffer && !integrator.HasEnded)
        {
            var window = integrator.Fill(1);
            aggregator.Fold(buffer, window.FirstRow, window.EndRow);
            if (integrator.Mark() is { } mark)
                names.Add(Publish(publisher, mark with { Aggregates = aggregator.Capture() }, buffer));
            integrator.TakeEffects();
            integrator.ReleasePause();
        }
        return names;
    }

    private static string Publish(HistoryPublisher publisher, HistoryMark mark, ChunkBuffer buffer) => publisher.Publish(
        mark.State.Step, mark.State.Time, mark.State.NextInputOrdinal,
        body => RunHistory.Write(body, new ResumeState(mark.State, mark.Aggregates!), buffer, mark.Rows)).Saved!.File.Name;
}
