using MarsDisk.Actors.Runs;
using MarsDisk.Journal.Events;

namespace MarsDisk.Actors.Messages;

/// <summary>
/// Host → NodeActor. Runs a run as soon as a slot and memory are free; the answer is a <see cref="RunQueued"/> or a
/// <see cref="SubmissionRefused"/>, and the end is a <see cref="RunReleased"/> on the event stream.
/// </summary>
/// <param name="Setup">What to run.</param>
/// <param name="BufferBytes">What its buffers take while it runs.</param>
public sealed record SubmitRun(RunSetup Setup, long BufferBytes) : INoSerializationVerificationNeeded;

/// <summary>NodeActor → who submitted. The run waits or runs.</summary>
/// <param name="Run">The run.</param>
/// <param name="IsNew">False when the node had it before: nothing was changed.</param>
public sealed record RunQueued(RunId Run, bool IsNew) : INoSerializationVerificationNeeded;

/// <summary>NodeActor → who submitted. The run is not taken.</summary>
/// <param name="Run">The run.</param>
/// <param name="Reason">Why.</param>
public sealed record SubmissionRefused(RunId Run, SubmissionRefusal Reason) : INoSerializationVerificationNeeded;

/// <summary>Why a node takes no run.</summary>
public enum SubmissionRefusal
{
    /// <summary>As many wait as may.</summary>
    QueueFull,

    /// <summary>The node is about to leave.</summary>
    Draining,

    /// <summary>Its buffers are larger than what all runs of the node may take together.</summary>
    TooLarge,
}

/// <summary>NodeActor → event stream. The actor of a submitted run is gone and its lease is free.</summary>
/// <param name="Run">The run.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record RunReleased(RunId Run, RunOutcomeReport Outcome) : INoSerializationVerificationNeeded;

/// <summary>NodeActor → who asked. The run neither runs nor recovers here; it may wait, or have ended.</summary>
/// <param name="Run">The run.</param>
public sealed record RunNotActive(RunId Run) : INoSerializationVerificationNeeded;

/// <summary>
/// Host → NodeActor. From now on no run is taken and none begins; the answer, <see cref="NodeIdle"/>, comes when no run
/// is active any more. Whoever does not wait for it stops the node: the runs stay at their last commits.
/// </summary>
public sealed record DrainNode : INoSerializationVerificationNeeded;

/// <summary>Host → NodeActor. Other limits from now on; runs that compute go on, and the next one begins when there is room.</summary>
/// <param name="Slots">Runs that may be active at once, at most as many as the node was started with.</param>
/// <param name="QueuedRunsMax">Runs that may wait.</param>
/// <param name="BufferBytesMax">What the buffers of all active runs may take together.</param>
public sealed record LimitNode(int Slots, int QueuedRunsMax, long BufferBytesMax) : INoSerializationVerificationNeeded;

/// <summary>NodeActor → who drains. No run is active.</summary>
public sealed record NodeIdle : INoSerializationVerificationNeeded;

/// <summary>Anybody → NodeActor; the answer is a <see cref="NodeStatus"/>. That it comes is the sign of life of a node.</summary>
public sealed record GetNodeStatus : INoSerializationVerificationNeeded;

/// <summary>NodeActor → who asked.</summary>
/// <param name="Slots">Runs that may be active at once.</param>
/// <param name="Active">Submitted runs that are active.</param>
/// <param name="Queued">Submitted runs that wait.</param>
/// <param name="IsDraining">Whether no further run is taken.</param>
public sealed record NodeStatus(int Slots, int Active, int Queued, bool IsDraining) : INoSerializationVerificationNeeded;
