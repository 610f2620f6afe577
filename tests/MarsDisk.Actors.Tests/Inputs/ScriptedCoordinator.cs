using System.Collections.Concurrent;
using MarsDisk.Actors.Messages;
using MarsDisk.Simulation.Inputs;

namespace MarsDisk.Actors.Tests.Inputs;

/// <summary>
/// The coordinator of one run as a test needs it: sends what it was given from the ordinal that it is asked for, within a
/// capacity, and writes down what it hears.
/// </summary>
internal sealed class ScriptedCoordinator : ReceiveActor
{
    private readonly IReadOnlyList<RunInput> _inputs;
    private readonly int _capacity;
    private readonly ConcurrentQueue<object> _heard;
    private int _next;
    private int _session;
    private long _consumedBelow;
    private bool _needsRow;

    /// <summary>A coordinator that has read everything already.</summary>
    /// <param name="inputs">All inputs of the run.</param>
    /// <param name="capacity">Timed inputs and blocks that may be pending.</param>
    /// <param name="heard">Receives every message but the credit.</param>
    public ScriptedCoordinator(IReadOnlyList<RunInput> inputs, int capacity, ConcurrentQueue<object> heard)
    {
        (_inputs, _capacity, _heard) = (inputs, capacity, heard);
        Receive<SendInputs>(Begin);
        Receive<InputsConsumed>(Consumed);
        ReceiveAny(_heard.Enqueue);
    }

    private void Begin(SendInputs send)
    {
        _heard.Enqueue(send);
        (_session, _consumedBelow, _needsRow) = (send.Session, send.FromOrdinal, false);
        _next = _inputs.TakeWhile(input => input.NextOrdinal <= send.FromOrdinal).Count();
        Send();
    }

    private void Consumed(InputsConsumed consumed)
    {
        if (consumed.Session != _session)
            return;
        (_consumedBelow, _needsRow) = (consumed.NextOrdinal, consumed.NeedsRow);
        Send();
    }

    private void Send()
    {
        for (; _next < _inputs.Count && HasRoom(); _next++)
            Sender.Tell(new InputArrived(new("small"), _session, _inputs[_next]), Self);
    }

    private bool HasRoom() => _needsRow || _inputs[_next] is not (TimedInput or DriverRowsInput)
        || _inputs.Take(_next).Count(sent => sent is TimedInput or DriverRowsInput && sent.NextOrdinal > _consumedBelow) < _capacity;
}
