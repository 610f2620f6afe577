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

    /// <summary>When the last file became durable; null: none yet.</summary>
    internal DateTimeOffset? Stored { get; set; }

    /// <summary>Since when something that was asked for has not been stored; null: everything was.</summary>
    internal DateTimeOffset? BehindSince { get; set; }

    /// <summary>When what is left is given up; null: files are taken.</summary>
    internal DateTimeOffset? DrainUntil { get; set; }

    internal List<IActorRef> Drainers { get; } = [];

    /// <summary>A file and who waits for it.</summary>
    internal sealed record Asked(OffloadTask Task, IActorRef ReplyTo);
}
