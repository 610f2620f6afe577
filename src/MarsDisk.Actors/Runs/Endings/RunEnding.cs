using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Actors.Runs.Endings;

/// <summary>
/// Whether and how a run ends behind its last commit. Decided by what is committed alone, so that a run that died
/// before it could say so ends the same way.
/// </summary>
internal abstract record RunEnding
{
    private const int RunFailedCode = 1;
    private const int LawBrokenCode = 4;
    private const int ExpectationFailedCode = 7;

    private RunEnding() { }

    /// <summary>The last event of the run's steps.</summary>
    public abstract IRunEvent Event(RunLedger ledger, int restarts);

    /// <summary>Expectations of the run as its steps left them; none where the state does not say.</summary>
    public virtual IReadOnlyList<ClaimResult> Claims => [];

    /// <summary>Steps that were computed and are not committed; 0 unless a law was broken.</summary>
    public virtual long StepsLost(RunLedger ledger) => 0;

    /// <summary>The end that a state stands at; null while there is a step to compute.</summary>
    public static RunEnding? Of(RunPlan plan, RunLedger ledger, RunState state)
    {
        if (plan.EnforcesMassBudget && IsByBudget(ledger))
            return new ByBudget();
        return state.Stop.Reason != StopReason.None || state.Step >= plan.Time.Steps ? new Complete(state) : null;
    }

    /// <summary>Whether the last chunk ended with the violation of an enforced mass budget.</summary>
    public static bool IsByBudget(RunLedger ledger) =>
        ledger.Committed is [.., { Cause: nameof(FlushCause.BudgetViolated) }];

    /// <summary>Whether a run that failed has all its rows, so that its outputs are written (runner.md §2.10).</summary>
    public static bool HasAllRows(RunLedger ledger) =>
        IsByBudget(ledger) || ledger.Outcome?.Failed is { ExitCode: ExpectationFailedCode };

    /// <summary>Whether the expectations of a run that has ended have verdicts.</summary>
    public static bool HasVerdicts(RunLedger ledger) => ledger.Outcome is { IsCompleted: true } or { Failed.ExitCode: ExpectationFailedCode };

    /// <summary>All planned steps, or an early physical stop.</summary>
    public sealed record Complete(RunState State) : RunEnding
    {
        /// <inheritdoc />
        public override IReadOnlyList<ClaimResult> Claims => State.Claims;

        /// <inheritdoc />
        public override long StepsLost(RunLedger ledger) => State.Step - ledger.Committed.Sum(chunk => chunk.Steps.Count);

        /// <inheritdoc />
        public override IRunEvent Event(RunLedger ledger, int restarts) => new RunCompleted(
            ledger.EndStep, State.Time, ledger.Chunks, ledger.TableFiles().Sum(file => file.Bytes), State.Stop.Reason.ToString());
    }

    /// <summary>The mass budget was violated and is enforced; all rows are there, and outputs are written (runner.md §2.10).</summary>
    public sealed record ByBudget : RunEnding
    {
        /// <inheritdoc />
        public override IRunEvent Event(RunLedger ledger, int restarts) => new RunFailed(
            "The mass budget was violated and --enforce-mass-budget is on.", RunFailedCode, ledger.EndStep, restarts);
    }

    /// <summary>Expectations failed; all rows are there, and outputs are written.</summary>
    public sealed record ByExpectations(string Sentence) : RunEnding
    {
        /// <inheritdoc />
        public override IRunEvent Event(RunLedger ledger, int restarts) =>
            new RunFailed(Sentence, ExpectationFailedCode, ledger.EndStep, restarts);
    }

    /// <summary>A step cannot be computed; trying again would fail again.</summary>
    public sealed record ByStep(StepFailedException Failure) : RunEnding
    {
        /// <inheritdoc />
        public override IRunEvent Event(RunLedger ledger, int restarts) =>
            new RunFailed(Failure.Message, RunFailedCode, Failure.Step, restarts);
    }

    /// <summary>The pipeline broke too often at the same commit.</summary>
    public sealed record ByFailures(string Sentence) : RunEnding
    {
        /// <inheritdoc />
        public override IRunEvent Event(RunLedger ledger, int restarts) =>
            new RunFailed(Sentence, LawBrokenCode, ledger.EndStep, restarts);
    }
}
