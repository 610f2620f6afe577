using MarsDisk.Snapshots.Heads;

namespace MarsDisk.Snapshots.Testing.Faults;

/// <summary>A storage whose process dies when it has put a body and is about to name it.</summary>
/// <param name="inner">What stays.</param>
public sealed class MortalHeadStorage(IHeadItemList inner) : IHeadItemList
{
    private bool _hasPutBody;

    /// <inheritdoc/>
    public string StoreName => inner.StoreName;

    /// <inheritdoc/>
    public int MaxInlineBytes => inner.MaxInlineBytes;

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<StoredHead?>> LoadAsync(string series, CancellationToken cancellation) => inner.LoadAsync(series, cancellation);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> CompareAndSetAsync(
        string series, ReadOnlyMemory<byte> json, StoredHead? expected, CancellationToken cancellation) => _hasPutBody
        ? throw new InvalidOperationException("The process died.")
        : inner.CompareAndSetAsync(series, json, expected, cancellation);

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<bool>> PutItemAsync(string series, string item, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var put = await inner.PutItemAsync(series, item, bytes, cancellation).ConfigureAwait(false);
        _hasPutBody |= item.StartsWith("b-", StringComparison.Ordinal);
        return put;
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<Stream>> GetItemAsync(string series, string item, CancellationToken cancellation) =>
        inner.GetItemAsync(series, item, cancellation);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> DeleteItemAsync(string series, string item, CancellationToken cancellation) =>
        inner.DeleteItemAsync(series, item, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredHead> ListAsync(CancellationToken cancellation) => inner.ListAsync(cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredItem> ListItemsAsync(string series, CancellationToken cancellation) => inner.ListItemsAsync(series, cancellation);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation) => inner.EnsureAsync(cancellation);
}
