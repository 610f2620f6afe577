using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;

namespace MarsDisk.Actors.Offload;

/// <summary>
/// Copies committed state files to a target in the background. A full queue or a failed copy is refused and the local
/// file stays the only one; a run is never stopped by it.
/// </summary>
public sealed class SnapshotOffloadActor : ReceiveActor
{
    private readonly IOffloadTarget _target;
    private readonly IWorkLine _line;

    /// <summary>Starts the copy loop.</summary>
    /// <param name="target">Where the copies go.</param>
    /// <param name="queue">Files that may wait; the next one is refused.</param>
    /// <param name="lines">Starts the line of the copies.</param>
    public SnapshotOffloadActor(IOffloadTarget target, int queue, IWorkLines lines)
    {
        _target = target;
        _line = lines.Start("snapshot-offload", queue);

        Receive<OffloadSnapshot>(Queue);
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        _line.Dispose();
        base.PostStop();
    }

    private void Queue(OffloadSnapshot file)
    {
        var replyTo = Sender;
        if (!_line.TryAdd(() => replyTo.Tell(Copy(file), ActorRefs.NoSender)))
            replyTo.Tell(new OffloadRefused(file.File, "The offload queue is full."), Self);
    }

    private object Copy(OffloadSnapshot file)
    {
        try
        {
            _target.Copy(file.Run, file.File, file.Source);
            return new SnapshotOffloaded(file.File, _target.Name);
        }
        catch (Exception broken)               // the edge of this line: the copy is optional, the run is not
        {
            return new OffloadRefused(file.File, broken.Message);
        }
    }
}
