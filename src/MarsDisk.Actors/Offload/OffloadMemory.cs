using MarsDisk.Snapshots.Offload;

namespace MarsDisk.Actors.Offload;

/// <summary>
/// What an offload actor knows. It outlives a restart of the actor, so that every asker is answered exactly once and
/// what ran before is told from what runs now.
/// </summary>
public sealed class OffloadMemory
{
    internal OffloadState State { get; set; } = new();

    internal Dictionary<Guid, Asked> Open { get; } = [];

    internal OffloadError? LastError { get; set; }

    internal CancellationTokenSource Running { get; set; } = new();

    internal int Abandoned { get; set; }

    /// <summary>A file and who waits for it.</summary>
    internal sealed record Asked(OffloadTask Task, IActorRef ReplyTo);
}
