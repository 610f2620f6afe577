using MarsDisk.Actors.Node;
using MarsDisk.Actors.Sweeps;

namespace MarsDisk.Actors.Messages;

/// <summary>Host → NodeActor. From now on the node takes runs by itself; it answers nothing.</summary>
/// <param name="Claims">Finds the next run and takes its lease.</param>
/// <param name="Settings">How many, and how often.</param>
/// <param name="Line">Line for looking at directories.</param>
public sealed record TakeRuns(IRunClaims Claims, ClaimSettings Settings, IWorkLine Line) : INoSerializationVerificationNeeded;

/// <summary>Host → NodeActor. From now on the node watches a sweep, and leads it when nobody else does.</summary>
/// <param name="Sweep">Name of the sweep; also of the actor, <c>sweep-&lt;name&gt;</c>.</param>
/// <param name="Watch">The blocking look at it.</param>
/// <param name="Line">Line for looking at directories.</param>
public sealed record WatchSweep(string Sweep, ISweepWatch Watch, IWorkLine Line) : INoSerializationVerificationNeeded;

/// <summary>RunClaimerActor → NodeActor. Runs a run whose lease the claimer holds; the answer is a <see cref="RunEnded"/>.</summary>
/// <param name="Claim">What to run, and the lease; the receiver owns it.</param>
public sealed record StartClaimed(ClaimedRun Claim) : INoSerializationVerificationNeeded;

/// <summary>SweepCoordinatorActor → event stream. How far a sweep is; for people and for whoever waits for its end.</summary>
/// <param name="Sweep">Name of the sweep.</param>
/// <param name="Counts">Runs by state.</param>
/// <param name="CommittedSteps">Steps that the journals of its runs name.</param>
/// <param name="Steps">Steps of all its runs.</param>
/// <param name="IsLed">Whether this process holds the sweep's lease.</param>
/// <param name="HasEnded">Whether every run has ended and the collected table is written.</param>
public sealed record SweepStatus(string Sweep, SweepCounts Counts, long CommittedSteps, long Steps, bool IsLed, bool HasEnded)
    : INoSerializationVerificationNeeded;
