using System.Collections.Immutable;

namespace MarsDisk.Snapshots.Offload;

/// <summary>What the offload of one actor is doing.</summary>
public enum OffloadPhase : byte
{
    /// <summary>Nothing.</summary>
    Idle,

    /// <summary>A source writes its body; its owner must not change the state.</summary>
    Capturing,

    /// <summary>Bytes travel to the store.</summary>
    Shipping,

    /// <summary>The record becomes live.</summary>
    Committing,

    /// <summary>A passing failure: the same job is tried again later.</summary>
    BackingOff,

    /// <summary>Finished, for good.</summary>
    Stopped,
}

/// <summary>One snapshot that is asked for.</summary>
/// <param name="WriteId">Identity of the write; a retry uses it again.</param>
/// <param name="Series">Whose.</param>
/// <param name="Position">Where in the history.</param>
/// <param name="Mutability">How long its owner leaves the state alone; only an immutable one can be tried again.</param>
public sealed record OffloadJob(Guid WriteId, SnapshotSeries Series, SnapshotPosition Position, SnapshotMutability Mutability);

/// <summary>How the machine decides.</summary>
/// <param name="CancelOnNewer">A running job is dropped for a newer one of its series.</param>
/// <param name="MaxConsecutiveFailures">Failures in a row after which the health is degraded.</param>
public sealed record OffloadRules(bool CancelOnNewer = false, int MaxConsecutiveFailures = 5)
{
    /// <summary>First wait after a passing failure; it doubles.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait.</summary>
    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>All that the machine knows.</summary>
public sealed record OffloadState
{
    /// <summary>What is being done.</summary>
    public OffloadPhase Phase { get; init; }

    /// <summary>The job that it is done to.</summary>
    public OffloadJob? Current { get; init; }

    /// <summary>Jobs that wait, one per series, in the order in which they came.</summary>
    public ImmutableList<OffloadJob> Queue { get; init; } = [];

    /// <summary>Attempts of the current job, from 1.</summary>
    public int Attempt { get; init; }

    /// <summary>Failures in a row, over all jobs.</summary>
    public int Failures { get; init; }

    /// <summary>Number of the incarnation; results of earlier ones are ignored.</summary>
    public long Epoch { get; init; }

    /// <summary>Finishing: no new job is taken.</summary>
    public bool IsDraining { get; init; }

    /// <summary>Whether so many attempts failed in a row that somebody should know.</summary>
    public bool IsDegraded(OffloadRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return Failures >= rules.MaxConsecutiveFailures;
    }
}

/// <summary>What happens to the machine.</summary>
public abstract record OffloadInput
{
    private OffloadInput() { }

    /// <summary>A snapshot is asked for.</summary>
    public sealed record Requested(OffloadJob Job) : OffloadInput;

    /// <summary>The body of the current job is staged.</summary>
    public sealed record Captured(long Epoch, Guid WriteId) : OffloadInput;

    /// <summary>The bytes of the current job are where they belong.</summary>
    public sealed record Placed(long Epoch, Guid WriteId) : OffloadInput;

    /// <summary>The current job ended.</summary>
    /// <param name="Epoch">Incarnation that started it.</param>
    /// <param name="WriteId">Whose.</param>
    /// <param name="Status">How.</param>
    /// <param name="Jitter">0 to 1, for the wait until the next attempt.</param>
    public sealed record Ended(long Epoch, Guid WriteId, SnapshotStatus Status, double Jitter) : OffloadInput;

    /// <summary>The wait is over.</summary>
    public sealed record RetryDue(long Epoch) : OffloadInput;

    /// <summary>A job is not wanted any more.</summary>
    public sealed record Cancelled(Guid WriteId) : OffloadInput;

    /// <summary>Finish what runs, take nothing more.</summary>
    public sealed record DrainAsked : OffloadInput;

    /// <summary>The time to finish is over.</summary>
    public sealed record DrainOver : OffloadInput;

    /// <summary>The actor was restarted: what ran is lost.</summary>
    public sealed record Restarted : OffloadInput;
}

/// <summary>What the shell does.</summary>
public abstract record OffloadEffect
{
    private OffloadEffect() { }

    /// <summary>Persist a job and report with this epoch.</summary>
    public sealed record Start(OffloadJob Job, long Epoch, int Attempt) : OffloadEffect;

    /// <summary>Cancel the running persist; honoured until it is published.</summary>
    public sealed record CancelRunning(Guid WriteId) : OffloadEffect;

    /// <summary>The asker may go on.</summary>
    public sealed record ReturnCredit(Guid WriteId) : OffloadEffect;

    /// <summary>Answer: the state may change again. Not the last answer.</summary>
    public sealed record TellCaptured(Guid WriteId) : OffloadEffect;

    /// <summary>Answer: it is durable. The last answer.</summary>
    public sealed record TellPersisted(Guid WriteId) : OffloadEffect;

    /// <summary>Answer: it is pointless or switched off. The last answer.</summary>
    public sealed record TellSkipped(Guid WriteId, SnapshotStatus Status) : OffloadEffect;

    /// <summary>Answer: it failed. The last answer when there is no wait.</summary>
    public sealed record TellFailed(Guid WriteId, SnapshotStatus Status, TimeSpan? WillRetryAfter) : OffloadEffect;

    /// <summary>Send <see cref="OffloadInput.RetryDue"/> after a wait.</summary>
    public sealed record ScheduleRetry(TimeSpan After, long Epoch) : OffloadEffect;

    /// <summary>Everything is finished: stop.</summary>
    public sealed record TellDrained : OffloadEffect;
}
