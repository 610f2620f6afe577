using MarsDisk.Actors.Messages;
using MarsDisk.Simulated.Runs;
using MarsDisk.Simulation.Inputs;

namespace MarsDisk.Simulated.Worlds;

/// <summary>
/// The coordinator of one run in one process. It has read the scenario already and sends as much as there is room for, one
/// input a turn, so that every order of arrival occurs.
/// </summary>
internal sealed class SimulatedCoordinator : ReceiveActor
{
    private sealed record Next(int Session);

    private readonly SimulatedRun _run;
    private readonly int _capacity;
    private IActorRef _runActor = ActorRefs.Nobody;
    private int _session;
    private int _sent;
    private long _consumedBelow;
    private bool _needsRow;
    private bool _isSending;

    /// <summary>Waits until it is asked for inputs.</summary>
    /// <param name="run">A run with inputs.</param>
    /// <param name="capacity">Timed inputs and blocks of rows that may be pending, at least two.</param>
    public SimulatedCoordinator(SimulatedRun run, int capacity)
    {
        (_run, _capacity) = (run, capacity);
        Receive<SendInputs>(Begin);
        Receive<InputsConsumed>(consumed => Consumed(consumed));
        Receive<Next>(_ => { _isSending = false; Send(); });
        ReceiveAny(_ => { });
    }

    private IReadOnlyList<RunInput> Inputs => _run.Inputs!;

    private void Begin(SendInputs send)
    {
        (_runActor, _session, _consumedBelow, _needsRow) = (Sender, send.Session, send.FromOrdinal, false);
        _sent = Inputs.TakeWhile(input => input.NextOrdinal <= send.FromOrdinal).Count();
        SendLater();
    }

    private void Consumed(InputsConsumed consumed)
    {
        if (consumed.Session != _session || !Sender.Equals(_runActor))
            return;
        (_consumedBelow, _needsRow) = (consumed.NextOrdinal, consumed.NeedsRow);
        SendLater();
    }

    private void Send()
    {
        if (_sent == Inputs.Count || !HasRoom(Inputs[_sent]))
            return;
        _runActor.Tell(new InputArrived(_run.Id, _session, Inputs[_sent++]), Self);
        SendLater();
    }

    private void SendLater()
    {
        if (_isSending)
            return;
        _isSending = true;
        Self.Tell(new Next(_session), Self);
    }

    private bool HasRoom(RunInput input) => _needsRow || input is not (TimedInput or DriverRowsInput)
        || Inputs.Take(_sent).Count(sent => sent is TimedInput or DriverRowsInput && sent.NextOrdinal > _consumedBelow) < _capacity;
}
