namespace MarsDisk.Snapshots.Akka;

/// <summary>Store → actor: the state has been written to its end and may change again; its bytes are still on their way.</summary>
/// <param name="WriteId">Identity of the write.</param>
/// <param name="BodyBytes">Length of the body.</param>
/// <param name="Elapsed">Time since the save was asked for.</param>
public sealed record SnapshotCaptured(Guid WriteId, long BodyBytes, TimeSpan Elapsed);

/// <summary>Actor → store: a source whose actor waits for <see cref="SnapshotCaptured"/>.</summary>
internal sealed record StreamedSnapshot(Guid WriteId, ISnapshotSource Source);

/// <summary>
/// A persistent actor that may give its own mutable state as a snapshot: it takes no command until the state has been
/// written (the capture, not the upload).
/// </summary>
public abstract class StreamedSnapshotActor : ReceivePersistentActor
{
    /// <summary>
    /// Saves a state as a stream; answered as any save. Of a source that is frozen until captured the commands wait until then, or
    /// until the save has failed.
    /// </summary>
    /// <param name="source">Writes the state.</param>
    /// <param name="commands">Declares the commands that hold afterwards, as for <c>Become</c>.</param>
    protected void SaveSnapshotStreamed(ISnapshotSource source, Action commands)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(commands);
        if (source.Mutability == SnapshotMutability.Immutable)
        {
            SaveSnapshot(source);
            return;
        }
        var snapshot = new StreamedSnapshot(Guid.CreateVersion7(), source);
        var sequenceNr = SnapshotSequenceNr;
        SaveSnapshot(snapshot);
        Become(() =>
        {
            Command<SnapshotCaptured>(captured => captured.WriteId == snapshot.WriteId, _ => GoOn(commands));
            Command<SaveSnapshotFailure>(failure => failure.Metadata.SequenceNr == sequenceNr, _ =>
            {
                Stash.Stash();                               // the actor's own rule for it comes after this one
                GoOn(commands);
            });
            CommandAny(_ => Stash.Stash());
        });
    }

    private void GoOn(Action commands)
    {
        Become(commands);
        Stash.UnstashAll();
    }
}
