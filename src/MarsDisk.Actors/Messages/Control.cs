using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.States;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Messages;

/// <summary>Anybody → RunActor. No further step is computed until <see cref="ContinueRun"/>; changes no result.</summary>
/// <param name="Run">The run.</param>
public sealed record PauseRun(RunId Run) : INoSerializationVerificationNeeded;

/// <summary>Anybody → RunActor. Takes back <see cref="PauseRun"/> and a pause of the scenario.</summary>
/// <param name="Run">The run.</param>
public sealed record ContinueRun(RunId Run) : INoSerializationVerificationNeeded;

/// <summary>Anybody → RunActor. The run ends regularly at the next step border; durable before it acts.</summary>
/// <param name="Run">The run.</param>
/// <param name="Why">Reason, in words.</param>
public sealed record StopRun(RunId Run, string Why) : INoSerializationVerificationNeeded;

/// <summary>Anybody → RunActor. A state snapshot at the next step border.</summary>
/// <param name="Run">The run.</param>
/// <param name="Label">Its label; null for none.</param>
public sealed record SnapshotRun(RunId Run, string? Label) : INoSerializationVerificationNeeded;

/// <summary>RunActor → Integrator. No step is begun until every reason is released.</summary>
/// <param name="Reason">Key of the reason.</param>
public sealed record HoldClock(string Reason) : INoSerializationVerificationNeeded;

/// <summary>RunActor → Integrator. Takes one reason back.</summary>
/// <param name="Reason">Key of the reason.</param>
public sealed record ReleaseClock(string Reason) : INoSerializationVerificationNeeded;

/// <summary>Integrator → RunActor. The answer to <see cref="HoldClock"/>.</summary>
/// <param name="Reason">Key of the reason.</param>
/// <param name="Step">No step at or above it was computed.</param>
public sealed record ClockHeld(string Reason, long Step) : INoSerializationVerificationNeeded;

/// <summary>RunActor → Integrator. No step at or above this one is computed; it is persisted already.</summary>
/// <param name="Step">The exclusive end.</param>
public sealed record EndAt(long Step) : INoSerializationVerificationNeeded;

/// <summary>RunActor → Integrator. A copy of the state at the next step border goes to the writer.</summary>
/// <param name="Label">Label of the snapshot; null for none.</param>
public sealed record CaptureState(string? Label) : INoSerializationVerificationNeeded;

/// <summary>Integrator → RunActor. A pause of the scenario holds the clock, or has ended.</summary>
/// <param name="IsPaused">Whether it is held now.</param>
public sealed record ScenarioPaused(bool IsPaused) : INoSerializationVerificationNeeded;

/// <summary>RunActor → Integrator. A snapshot that it sent is durable, or will never be.</summary>
/// <param name="Step">The border before this step.</param>
public sealed record SnapshotSettled(long Step) : INoSerializationVerificationNeeded;

/// <summary>Integrator → RunActor. A scenario wants something to break.</summary>
/// <param name="Ordinal">Index of the input.</param>
/// <param name="Step">The step border; with the ordinal it tells a repetition from another fault.</param>
/// <param name="Fault">How.</param>
public sealed record FaultAsked(long Ordinal, long Step, RunAction.Fault Fault) : INoSerializationVerificationNeeded;

/// <summary>RunActor → the gate before a stage. From now on the gate does this to what passes.</summary>
/// <param name="Kind">How it breaks.</param>
/// <param name="Arguments">How long and how often.</param>
public sealed record BreakStage(FaultKind Kind, FaultArguments Arguments) : INoSerializationVerificationNeeded;

/// <summary>Integrator → ParquetWriter. Stores a copy of the state; the answer goes to the RunActor.</summary>
/// <param name="Run">The run whose lane takes it.</param>
/// <param name="Step">The border before this step.</param>
/// <param name="Label">Label of the snapshot; null for none.</param>
/// <param name="State">The copy.</param>
public sealed record WriteSnapshot(RunId Run, long Step, string? Label, RunState State) : INoSerializationVerificationNeeded;

/// <summary>ParquetWriter → RunActor. The snapshot has its name and is synced.</summary>
/// <param name="Event">What the journal is to say.</param>
public sealed record SnapshotPublished(SnapshotTaken Event) : INoSerializationVerificationNeeded;

/// <summary>ParquetWriter → RunActor. There is no snapshot; the run goes on.</summary>
/// <param name="Step">The border before this step.</param>
/// <param name="Error">What the disk or the lease said.</param>
public sealed record SnapshotRefused(long Step, PublishError Error) : INoSerializationVerificationNeeded;
