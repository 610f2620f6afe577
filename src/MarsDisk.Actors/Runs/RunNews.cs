using MarsDisk.Actors.Messages;
using MarsDisk.Journal;

namespace MarsDisk.Actors.Runs;

/// <summary>What a RunActor lets others know about its run, and the facts for it that nothing else needs.</summary>
internal sealed class RunNews(RunSetup setup, RunPipeline pipeline, RunFailures failures, RunControls controls)
{
    /// <summary>Where the computation stands; null before the first batch.</summary>
    public ProgressFacts? Progress { get; set; }

    /// <summary>What the run waits for, in words; null while it does not wait.</summary>
    public string? Waiting { get; set; }

    /// <summary>The answer to <see cref="GetRunStatus"/>.</summary>
    public RunStatus Status(RunPhase phase, RunLedger ledger) => new(
        setup.Run, IsPaused(phase) ? RunPhase.Paused : phase, ledger.EndStep, ledger.Chunks, pipeline.BuffersFree, setup.Buffers, Progress, Waiting, failures.Restarts)
    {
        ResumeStep = ledger.ResumeStep,
    };

    private bool IsPaused(RunPhase phase) => phase == RunPhase.Running && (controls.IsPaused || controls.IsPausedByScenario);

    /// <summary>The news of a commit.</summary>
    public ChunkFlushed Flushed(ChunkPublished chunk) =>
        new(setup.Run, chunk.Event.Steps, chunk.Event.Tables.Sum(table => table.Bytes), chunk.Cause);

    /// <summary>How a run ended, by its journal.</summary>
    public static RunOutcomeReport Outcome(RunLedger ledger, long firstStepOfAttempt) => ledger.Outcome?.Failed is { } failed
        ? new RunOutcomeReport.Failed(failed.Reason, failed.ExitCode, failed.Step)
        : new RunOutcomeReport.Completed(ledger.EndStep - firstStepOfAttempt) { Steps = ledger.EndStep };
}
