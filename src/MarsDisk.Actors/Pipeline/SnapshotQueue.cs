using MarsDisk.Actors.Messages;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Inputs.Acting;
using MarsDisk.Simulation.States;

namespace MarsDisk.Actors.Pipeline;

/// <summary>
/// The snapshots of a run on their way to the writer, one at a time: whatever a scenario asks for, the writer's channel
/// never holds more than one of them.
/// </summary>
internal sealed class SnapshotQueue(RunId run, IActorRef writer, IActorRef runActor)
{
    private readonly Queue<WriteSnapshot> _waiting = new();
    private bool _isUnderWay;

    /// <summary>Whether every snapshot that was asked for is durable, or will never be.</summary>
    public bool IsSettled => !_isUnderWay && _waiting.Count == 0;

    /// <summary>Takes what an input asked for.</summary>
    public void Add(InputEffect.StoreSnapshot snapshot) => Add(snapshot.Step, snapshot.Label, snapshot.State);

    /// <summary>Takes a copy of the state.</summary>
    public void Add(long step, string? label, RunState state)
    {
        _waiting.Enqueue(new WriteSnapshot(run, step, label, state));
        SendNext();
    }

    /// <summary>The one under way is settled.</summary>
    public void Settle()
    {
        _isUnderWay = false;
        SendNext();
    }

    private void SendNext()
    {
        if (_isUnderWay || !_waiting.TryDequeue(out var next))
            return;
        _isUnderWay = true;
        writer.Tell(next, runActor);
    }
}
