namespace MarsDisk.Snapshots.Remote;

/// <summary>
/// A table of small items in a data base of another machine: point reads and conditional writes, one request each, without
/// repetition. What goes wrong is thrown, as the client of the data base does; <see cref="FailureOf"/> says what it means.
/// </summary>
internal interface IItemTable
{
    /// <summary>Name of the state store.</summary>
    string StoreName { get; }

    /// <summary>Longest inline body, in bytes at rest.</summary>
    int MaxInlineBytes { get; }

    /// <summary>Largest item that the data base takes, in bytes as it counts them.</summary>
    int MaxItemBytes { get; }

    /// <summary>Bytes of an item as the data base counts them, or a little more.</summary>
    long BytesOf(ItemKey key, ReadOnlyMemory<byte> bytes);

    /// <summary>Reads an item as it is now; null: there is none.</summary>
    Task<TableItem?> ReadAsync(ItemKey key, CancellationToken cancellation);

    /// <summary>Makes an item; false: there is one of that key, nothing was changed.</summary>
    Task<bool> CreateAsync(ItemKey key, TableItem item, CancellationToken cancellation);

    /// <summary>Replaces an item of a version; false: it has another one or is gone, nothing was changed.</summary>
    Task<bool> ReplaceAsync(ItemKey key, TableItem item, string version, CancellationToken cancellation);

    /// <summary>Deletes an item; false: there was none.</summary>
    Task<bool> DeleteAsync(ItemKey key, CancellationToken cancellation);

    /// <summary>The items of a series, as they are now or were a moment ago, without their bytes.</summary>
    /// <param name="series">As in <see cref="ItemKey.Series"/>.</param>
    /// <param name="from"><see cref="TablePage.Next"/> of the page before; null: from the first.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<TablePage> ListAsync(string series, string? from, CancellationToken cancellation);

    /// <summary>Makes the table if there is none.</summary>
    Task EnsureAsync(CancellationToken cancellation);

    /// <summary>What an exception of the other members means; null: it is a fault of this program.</summary>
    RemoteFailure? FailureOf(Exception error);
}

/// <summary>Name of an item.</summary>
/// <param name="Series">Items of one series lie together; the prefix of the store is in front.</param>
/// <param name="Item">Letters, digits and hyphens.</param>
internal readonly record struct ItemKey(string Series, string Item);

/// <summary>An item.</summary>
/// <param name="Rev">How often it was written, from 1.</param>
/// <param name="Write">Tells the write that made it from any other.</param>
/// <param name="Bytes">What it holds.</param>
/// <param name="Version">Version of the data base to compare with; of items that were read only.</param>
internal sealed record TableItem(long Rev, string Write, ReadOnlyMemory<byte> Bytes, string Version = "")
{
    /// <summary>An item of a new write, which tells when it was made.</summary>
    public static TableItem New(long rev, ReadOnlyMemory<byte> bytes, DateTimeOffset now) =>
        new(rev, Guid.CreateVersion7(now).ToString("N"), bytes);
}

/// <summary>Some items of a series.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">Where the next page begins; null: this is the last.</param>
internal sealed record TablePage(IReadOnlyList<TableEntry> Items, string? Next);

/// <summary>An item without its bytes.</summary>
/// <param name="Item">As in <see cref="ItemKey.Item"/>.</param>
/// <param name="Write">As in <see cref="TableItem.Write"/>.</param>
internal readonly record struct TableEntry(string Item, string Write)
{
    /// <summary>When it was made; null: it does not tell.</summary>
    public DateTimeOffset? WrittenUtc =>
        Guid.TryParseExact(Write, "N", out var write) && write.Version == 7
            ? DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(Write[..12], 16))
            : null;
}
