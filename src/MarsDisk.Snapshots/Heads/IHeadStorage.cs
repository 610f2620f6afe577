namespace MarsDisk.Snapshots.Heads;

/// <summary>
/// What a store must be able to do to hold head documents: point reads and writes with a compare-and-set, nothing more.
/// <see cref="HeadStateStore"/> makes a state store of it. Failures are values.
/// </summary>
public interface IHeadStorage
{
    /// <summary>Name of the state store, e.g. <c>cosmos</c>.</summary>
    string StoreName { get; }

    /// <summary>Longest inline body, in bytes at rest.</summary>
    int MaxInlineBytes { get; }

    /// <summary>Reads a document; a success with null: there is none.</summary>
    /// <param name="series">24 hexadecimal digits (<see cref="SnapshotKeys.HashOf"/>).</param>
    /// <param name="cancellation">Ends the waiting.</param>
    ValueTask<SnapshotOutcome<StoredHead?>> LoadAsync(string series, CancellationToken cancellation);

    /// <summary>Replaces a document if it is still the one that was read.</summary>
    /// <param name="series">As above.</param>
    /// <param name="json">The new document, less than 64 KB.</param>
    /// <param name="expected">What was read; null: there was none.</param>
    /// <param name="cancellation">Ends the waiting, before the request is sent.</param>
    /// <returns>
    /// False: another was faster, nothing was changed. <see cref="SnapshotStatus.InDoubt"/> when an answer was lost;
    /// any other failure means that nothing was changed.
    /// </returns>
    ValueTask<SnapshotOutcome<bool>> CompareAndSetAsync(
        string series, ReadOnlyMemory<byte> json, StoredHead? expected, CancellationToken cancellation);

    /// <summary>
    /// Stores an item beside the document, never over another: <see cref="SnapshotStatus.AlreadyDone"/> when one of this
    /// name is there with equal bytes, <see cref="SnapshotStatus.Conflict"/> with others.
    /// </summary>
    /// <param name="series">As above.</param>
    /// <param name="item">Letters, digits and hyphens.</param>
    /// <param name="bytes">At most <see cref="MaxInlineBytes"/>, or 64 KiB if that is more.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    ValueTask<SnapshotOutcome<bool>> PutItemAsync(
        string series, string item, ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>Reads an item; <see cref="SnapshotStatus.NotFound"/> when there is none.</summary>
    ValueTask<SnapshotOutcome<Stream>> GetItemAsync(string series, string item, CancellationToken cancellation);

    /// <summary>Deletes an item; false: there was none.</summary>
    ValueTask<SnapshotOutcome<bool>> DeleteItemAsync(string series, string item, CancellationToken cancellation);

    /// <summary>Every document, in any order. Failures are thrown as <see cref="IOException"/>.</summary>
    IAsyncEnumerable<StoredHead> ListAsync(CancellationToken cancellation);

    /// <summary>Makes what is needed: tables, directories. May be called again at any time.</summary>
    ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation);
}

/// <summary>A document as it was read.</summary>
/// <param name="Json">Its bytes.</param>
/// <param name="Token">Version of the store, to compare with when it is replaced.</param>
public sealed record StoredHead(ReadOnlyMemory<byte> Json, string Token);
