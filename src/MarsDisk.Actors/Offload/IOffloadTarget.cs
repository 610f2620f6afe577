using MarsDisk.Actors.Messages;
using MarsDisk.Journal.Events;
using MarsDisk.Snapshots;

namespace MarsDisk.Actors.Offload;

/// <summary>A place where committed states are kept besides the run directory; blocking, used by one line.</summary>
public interface IOffloadTarget
{
    /// <summary>Name for the journal.</summary>
    string Name { get; }

    /// <summary>Stores one file and says where it is once it is durable. Failures of the world are outcomes.</summary>
    /// <param name="task">What to store, and as what.</param>
    /// <param name="passed">Told of each border that is passed.</param>
    /// <param name="cancellation">Honoured until the bytes are published.</param>
    SnapshotOutcome<OffloadReceipt> Persist(OffloadTask task, Action<SnapshotProgressKind> passed, CancellationToken cancellation);
}

/// <summary>One file on its way.</summary>
/// <param name="File">What was asked for.</param>
/// <param name="Series">Whose snapshot it is.</param>
/// <param name="Position">Step and marker.</param>
/// <param name="WriteId">Identity of the write; a retry uses it again.</param>
public sealed record OffloadTask(OffloadSnapshot File, SnapshotSeries Series, SnapshotPosition Position, Guid WriteId);

/// <summary>A file that is durable at the target.</summary>
/// <param name="Target">Name for the journal.</param>
/// <param name="Sha256">Verified hash of the object at rest.</param>
/// <param name="Revision">Revision of its record.</param>
public sealed record OffloadReceipt(string Target, ContentHash Sha256, long Revision);

/// <summary>Why a file is not at the target.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Stage">Where; null: it never began.</param>
/// <param name="Code">Stable word; empty: none.</param>
/// <param name="Message">One sentence.</param>
public sealed record OffloadError(SnapshotStatus Status, SnapshotStage? Stage, string Code, string Message);
