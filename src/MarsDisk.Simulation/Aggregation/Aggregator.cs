using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;
using MarsDisk.Simulation.Stepping;

namespace MarsDisk.Simulation.Aggregation;

/// <summary>
/// Reads what was recorded and keeps its own account: the second check of the mass budget, and the figures that
/// progress shows.
/// </summary>
public sealed class Aggregator
{
    private const double RoundingPerMass = 1e-12;

    private readonly RunPlan _plan;

    /// <summary>Positions an aggregator behind the last row of a state.</summary>
    public Aggregator(RunPlan plan, AggregateState state)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(state);
        _plan = plan;
        State = state;
    }

    /// <summary>What was read so far.</summary>
    public AggregateState State { get; }

    /// <summary>Reads rows [firstRow, endRow) of a buffer.</summary>
    /// <exception cref="InvalidDataException">The rows do not continue those before, or contradict themselves.</exception>
    public void Fold(ChunkBuffer buffer, int firstRow, int endRow)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (buffer.FirstStep + firstRow != State.Steps)
            throw new InvalidDataException($"The rows start at step {buffer.FirstStep + firstRow}, expected {State.Steps}.");
        if (endRow == firstRow)
            return;

        var errors = buffer.Facts.Doubles(StepFact.ErrorPercent);
        for (var row = firstRow; row < endRow; row++)
        {
            State.ErrorPercentMax = Math.Max(State.ErrorPercentMax, errors[row]);
            if (errors[row] > Accounting.TolerancePercent)
                State.Violations++;
            CheckTotals(buffer.Facts, row);
        }
        Take(buffer.Facts, endRow - 1);
        State.Steps = buffer.FirstStep + endRow;
    }

    /// <summary>The state as it is now, to be stored beside the integrator's.</summary>
    public AggregateState Capture() => State.Copy();

    // What remains, what was blown out and what sank must add up to what was there at the start.
    private void CheckTotals(FactColumns facts, int row)
    {
        var sum = facts.Doubles(StepFact.MassTotalBins)[row]
            + facts.Doubles(StepFact.MassLostByBlowout)[row]
            + facts.Doubles(StepFact.MassLostBySinks)[row];
        var scale = _plan.Start.Mass + facts.Doubles(StepFact.MLossCum)[row];
        if (!(Math.Abs(sum - _plan.Start.Mass) <= RoundingPerMass * scale))
            throw new InvalidDataException(
                $"The masses of a row add up to {sum:R} Mars masses, expected {_plan.Start.Mass:R}.");
    }

    private void Take(FactColumns facts, int row)
    {
        State.Lost = facts.Doubles(StepFact.MLossCum)[row];
        State.Remaining = facts.Doubles(StepFact.MassTotalBins)[row];
        State.Time = facts.Doubles(StepFact.Time)[row];
    }
}
