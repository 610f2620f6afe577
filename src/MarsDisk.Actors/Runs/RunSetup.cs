using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Actors.Runs;

/// <summary>Everything that a RunActor is made from.</summary>
/// <param name="Run">Id of the run; its persistence id is <c>run-&lt;id&gt;</c>.</param>
/// <param name="Plan">What is computed.</param>
/// <param name="Policy">Where chunks end.</param>
/// <param name="Buffers">Buffers of the run, at least two when it has more than one chunk.</param>
/// <param name="BatchSteps">Steps per batch; never changes a result.</param>
/// <param name="Started">Event of the very first start.</param>
/// <param name="Node">Name of this node, for <see cref="OwnershipTaken"/>.</param>
/// <param name="ReopenFailed">Whether a failed run is taken up again from its last commit.</param>
/// <param name="Retry">How often a failure is answered by another try.</param>
/// <param name="Work">Blocking work.</param>
/// <param name="Clock">Time for people and back-offs.</param>
/// <param name="Feed">Where its inputs come from; null for a run without a scenario.</param>
public sealed record RunSetup(
    RunId Run, RunPlan Plan, FlushPolicy Policy, int Buffers, int BatchSteps, RunStarted Started, string Node,
    bool ReopenFailed, RetryPolicy Retry, IRunWork Work, TimeProvider Clock, RunFeed? Feed = null)
{
    /// <summary>When the history in memory is stored; null: it leaves memory by chunks.</summary>
    public HistorySchedule? History { get; init; }
}
