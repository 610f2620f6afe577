using MarsDisk.Journal.Events;

namespace MarsDisk.Hosting.Daemon.Runs;

/// <summary>State of a run for people (experience.md §2.6).</summary>
public enum RunState
{
    /// <summary>Accepted by a daemon; waits for a slot.</summary>
    Queued,

    /// <summary>Reads its journal and its state.</summary>
    Starting,

    /// <summary>Computes.</summary>
    Running,

    /// <summary>Computes nothing because a person said so.</summary>
    Paused,

    /// <summary>Waits for the world: a disk, or another try.</summary>
    Waiting,

    /// <summary>Every step is committed; files that follow from them are written.</summary>
    Finishing,

    /// <summary>Ended with every file.</summary>
    Completed,

    /// <summary>Failed; its journal says so.</summary>
    Failed,

    /// <summary>Nobody works on it and it can go on.</summary>
    Unfinished,

    /// <summary>A process that is not asked works on it.</summary>
    Held,

    /// <summary>It cannot go on here; why is said.</summary>
    Unusable,
}

/// <summary>What a run directory says about its run.</summary>
/// <param name="Run">Id.</param>
/// <param name="Directory">Full path.</param>
/// <param name="Name">Name for people; null: none.</param>
/// <param name="PlanHash">Hash of the plan, hexadecimal.</param>
/// <param name="Created">When it was accepted, as the document writes it; null: unknown.</param>
/// <param name="State">Its state.</param>
public sealed record RunRecord(RunId Run, string Directory, string? Name, string? PlanHash, string? Created, RunState State)
{
    /// <summary>Planned steps; null in directories of older programs.</summary>
    public long? Steps { get; init; }

    /// <summary>Planned simulated end, s; null in directories of older programs.</summary>
    public double? TimeEnd { get; init; }

    /// <summary>Steps that the journal names.</summary>
    public long CommittedSteps { get; init; }

    /// <summary>The step that the run would go on at if its process died now.</summary>
    public long ResumeStep { get; init; }

    /// <summary>Chunks that the journal names.</summary>
    public int Chunks { get; init; }

    /// <summary>Simulated time behind the last committed step, s.</summary>
    public double Time { get; init; }

    /// <summary>How many processes have worked on it.</summary>
    public int Attempts { get; init; }

    /// <summary>Exclusive end that a person's stop set; null: nobody stopped it.</summary>
    public long? StopStep { get; init; }

    /// <summary>Why it failed or cannot go on; null otherwise.</summary>
    public RunTrouble? Trouble { get; init; }

    /// <summary>Whether a scenario started it.</summary>
    public bool IsOfScenario { get; init; }

    /// <summary>Whether nothing will happen to it any more by itself.</summary>
    public bool HasEnded => State is RunState.Completed or RunState.Failed or RunState.Unusable;
}

/// <summary>Why a run failed or cannot go on.</summary>
/// <param name="ExitCode">Code of experience.md §2.9.</param>
/// <param name="Reason">One sentence.</param>
public sealed record RunTrouble(int ExitCode, string Reason);
