using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Inputs;

namespace MarsDisk.Actors.Messages;

/// <summary>
/// RunActor → coordinator. A pipeline was put up: send the inputs of this run from an ordinal on, also those that were sent
/// before. What was sent under an earlier session is dropped.
/// </summary>
/// <param name="Run">The run.</param>
/// <param name="FromOrdinal">Every input below it is durable.</param>
/// <param name="Session">Stands in every input that answers.</param>
public sealed record SendInputs(RunId Run, long FromOrdinal, int Session) : INoSerializationVerificationNeeded;

/// <summary>Coordinator → RunActor → Integrator. One unit of the scenario, in the order of the ordinals.</summary>
/// <param name="Run">The run.</param>
/// <param name="Session">Session of the <see cref="SendInputs"/> that it answers.</param>
/// <param name="Input">The bound unit.</param>
public sealed record InputArrived(RunId Run, int Session, RunInput Input) : INoSerializationVerificationNeeded;

/// <summary>
/// Coordinator → RunActor → Integrator. No input of the time line before this time will come. Every input of the time line
/// says the same by itself; this message is for a source that knows it without an input.
/// </summary>
/// <param name="Run">The run.</param>
/// <param name="Session">Session of the <see cref="SendInputs"/> that it answers.</param>
/// <param name="Time">Simulated time, s.</param>
public sealed record HorizonMoved(RunId Run, int Session, double Time) : INoSerializationVerificationNeeded;

/// <summary>
/// Integrator → RunActor → coordinator. Inputs below an ordinal take no place any more: credit for as many others. They are
/// durable only with <see cref="InputsCommitted"/>.
/// </summary>
/// <param name="Run">The run.</param>
/// <param name="Session">Session of the pipeline.</param>
/// <param name="NextOrdinal">Everything below it is consumed.</param>
/// <param name="NeedsRow">
/// Whether the clock waits for the next row of the driver and for nothing else: the receiver then sends on, however many inputs
/// are pending, until a row has gone.
/// </param>
public sealed record InputsConsumed(RunId Run, int Session, long NextOrdinal, bool NeedsRow) : INoSerializationVerificationNeeded;

/// <summary>RunActor → coordinator. Inputs below an ordinal are durable: they will never be asked for again.</summary>
/// <param name="Run">The run.</param>
/// <param name="NextOrdinal">Everything below it is committed.</param>
public sealed record InputsCommitted(RunId Run, long NextOrdinal) : INoSerializationVerificationNeeded;

/// <summary>
/// Integrator → RunActor → coordinator. An expectation has failed, or the run has ended and every expectation has its verdict. May come again
/// after a crash, equal.
/// </summary>
/// <param name="Run">The run.</param>
/// <param name="Found">The claim and its verdict.</param>
public sealed record ExpectationSettled(RunId Run, ClaimResult Found) : INoSerializationVerificationNeeded;

/// <summary>Integrator → RunActor → coordinator and event stream. A scenario's line for the run's log; may come again after a crash.</summary>
/// <param name="Run">The run.</param>
/// <param name="Step">The step border.</param>
/// <param name="Time">Simulated time of the line, s.</param>
/// <param name="Text">What it says.</param>
public sealed record RunLogged(RunId Run, long Step, double Time, string Text) : INoSerializationVerificationNeeded;
