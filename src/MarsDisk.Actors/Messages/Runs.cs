using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Flushing;

namespace MarsDisk.Actors.Messages;

/// <summary>What a RunActor is doing (architecture.md §5.5).</summary>
public enum RunPhase
{
    /// <summary>Reading the journal.</summary>
    Recovering,

    /// <summary>Lease held; orphans are removed and the state is loaded.</summary>
    Claimed,

    /// <summary>The pipeline computes.</summary>
    Running,

    /// <summary>The pipeline stands and its clock is held: by a person, or by a pause of the scenario.</summary>
    Paused,

    /// <summary>The pipeline is taken down and will start again at the last commit.</summary>
    Rebuilding,

    /// <summary>All steps are committed; derived files are written.</summary>
    Finishing,

    /// <summary>Nothing will happen any more.</summary>
    Ended,
}

/// <summary>Where the computation of a run stands; for people, never for results.</summary>
/// <param name="Step">Steps computed so far, committed or not.</param>
/// <param name="Time">Simulated time, s.</param>
/// <param name="MassLost">Blow-out and sinks together, Mars masses.</param>
/// <param name="BudgetErrorPercent">Largest mass-budget error so far, percent.</param>
/// <param name="ChunkRows">Steps in the chunk that is being filled.</param>
/// <param name="ChunkCapacity">Steps after which that chunk is flushed.</param>
public sealed record ProgressFacts(
    long Step, double Time, double MassLost, double BudgetErrorPercent, int ChunkRows, int ChunkCapacity);

/// <summary>RunActor → event stream. Published at every change of phase, at every commit and with every progress.</summary>
/// <param name="Run">The run.</param>
/// <param name="Phase">What the RunActor is doing.</param>
/// <param name="CommittedSteps">Steps that the journal names.</param>
/// <param name="Chunks">Chunks that the journal names.</param>
/// <param name="BuffersFree">Buffers that nobody fills or writes.</param>
/// <param name="Buffers">Buffers of the run.</param>
/// <param name="Progress">Facts of the last batch; null before the first.</param>
/// <param name="Waiting">What the run waits for, in words; null while it does not wait.</param>
/// <param name="Restarts">How often the pipeline was rebuilt.</param>
public sealed record RunStatus(
    RunId Run, RunPhase Phase, long CommittedSteps, int Chunks, int BuffersFree, int Buffers, ProgressFacts? Progress,
    string? Waiting, int Restarts) : INoSerializationVerificationNeeded
{
    /// <summary>The step that the run would go on at if it died now: behind the last commit, or behind a stored history.</summary>
    public long ResumeStep { get; init; }
}

/// <summary>RunActor → event stream. A chunk exists since now.</summary>
/// <param name="Run">The run.</param>
/// <param name="Steps">Its step range.</param>
/// <param name="Bytes">Size of its files.</param>
/// <param name="Cause">Why it ended where it did.</param>
public sealed record ChunkFlushed(RunId Run, StepRange Steps, long Bytes, FlushCause Cause)
    : INoSerializationVerificationNeeded;

/// <summary>RunActor → event stream and parent. The last message about a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record RunEnded(RunId Run, RunOutcomeReport Outcome) : INoSerializationVerificationNeeded;

/// <summary>Anybody → RunActor; the answer is a <see cref="RunStatus"/>.</summary>
/// <param name="Run">The run.</param>
public sealed record GetRunStatus(RunId Run) : INoSerializationVerificationNeeded;

/// <summary>How a run ended, for the process that waits for it.</summary>
public abstract record RunOutcomeReport
{
    private RunOutcomeReport() { }

    /// <summary>All planned steps, or an early physical stop; every derived file is in place.</summary>
    /// <param name="ComputedSteps">Steps that this attempt computed; 0 when the run was finished before.</param>
    public sealed record Completed(long ComputedSteps) : RunOutcomeReport
    {
        /// <summary>Steps that the run has, whoever computed them.</summary>
        public long Steps { get; init; } = ComputedSteps;
    }

    /// <summary>The run itself failed; the journal says so.</summary>
    /// <param name="Reason">One sentence.</param>
    /// <param name="ExitCode">Code of experience.md §2.9.</param>
    /// <param name="Step">First step that is not committed, or the failing one.</param>
    public sealed record Failed(string Reason, int ExitCode, long Step) : RunOutcomeReport;

    /// <summary>The run cannot go on here and now; nothing was recorded and nothing is lost.</summary>
    /// <param name="Reason">One sentence.</param>
    /// <param name="ExitCode">Code of experience.md §2.9.</param>
    public sealed record CannotGoOn(string Reason, int ExitCode) : RunOutcomeReport;
}
