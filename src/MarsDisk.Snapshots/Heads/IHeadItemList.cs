namespace MarsDisk.Snapshots.Heads;

/// <summary>A storage of documents that can say which items lie beside one.</summary>
public interface IHeadItemList : IHeadStorage
{
    /// <summary>The items of a series, in any order. Failures are thrown as <see cref="IOException"/>.</summary>
    /// <param name="series">24 hexadecimal digits (<see cref="SnapshotKeys.HashOf"/>).</param>
    /// <param name="cancellation">Ends the listing.</param>
    IAsyncEnumerable<StoredItem> ListItemsAsync(string series, CancellationToken cancellation);
}

/// <summary>An item beside a document.</summary>
/// <param name="Name">Its name.</param>
/// <param name="WrittenUtc">When, by the clock of whoever wrote it; null: not known.</param>
public readonly record struct StoredItem(string Name, DateTimeOffset? WrittenUtc);
