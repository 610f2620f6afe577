namespace MarsDisk.Actors.Runs;

/// <summary>Where the inputs of a run come from. A run with a feed does not leave time 0 before its first input.</summary>
/// <param name="Coordinator">
/// Is asked for inputs (<see cref="Messages.SendInputs"/>) each time the pipeline is put up, and hears what became of them.
/// </param>
/// <param name="StopsOnFailure">Whether the first expectation that fails ends the run at its step border.</param>
/// <param name="PermitsFaults">Whether <c>fault</c> actions act; else the log says that one was ignored.</param>
public sealed record RunFeed(IActorRef Coordinator, bool StopsOnFailure, bool PermitsFaults);
