using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Heads;

namespace MarsDisk.Snapshots.InMemory;

/// <summary>Head documents in memory, for tests and for hosts without a disk.</summary>
public sealed class InMemoryHeadStorage : IHeadStorage
{
    private const int InlineBytesMax = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, StoredHead> _heads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Series, string Item), byte[]> _items = new();
    private long _version;

    /// <inheritdoc/>
    public string StoreName => "inmemory";

    /// <inheritdoc/>
    public int MaxInlineBytes => InlineBytesMax;

    /// <summary>Makes a state store with documents of its own.</summary>
    public static HeadStateStore NewStateStore(TimeProvider clock) => new(new InMemoryHeadStorage(), clock);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<StoredHead?>> LoadAsync(string series, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_lock)
            return ValueTask.FromResult(SnapshotOutcome.Ok(_heads.GetValueOrDefault(series)));
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> CompareAndSetAsync(
        string series, ReadOnlyMemory<byte> json, StoredHead? expected, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_heads.GetValueOrDefault(series)?.Token != expected?.Token)
                return ValueTask.FromResult(SnapshotOutcome.Ok(false));
            _heads[series] = new StoredHead(json, (++_version).ToString(CultureInfo.InvariantCulture));
            return ValueTask.FromResult(SnapshotOutcome.Ok(true));
        }
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> PutItemAsync(
        string series, string item, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var copy = new byte[bytes.Length];
        bytes.CopyTo(copy);
        var kept = _items.GetOrAdd((series, item), copy);
        if (ReferenceEquals(kept, copy))
            return ValueTask.FromResult(SnapshotOutcome.Ok(true));
        return ValueTask.FromResult(kept.AsSpan().SequenceEqual(copy)
            ? SnapshotOutcome.AlreadyDone(true)
            : SnapshotOutcome.Failed<bool>(
                SnapshotStatus.Conflict, SnapshotStage.Commit, SnapshotCodes.CommitWriteId, $"The item {item} is there with other bytes."));
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<Stream>> GetItemAsync(string series, string item, CancellationToken cancellation)
    {
        return ValueTask.FromResult(_items.TryGetValue((series, item), out var bytes)
            ? SnapshotOutcome.Ok<Stream>(new MemoryStream(bytes, writable: false))
            : SnapshotOutcome.Failed<Stream>(
                SnapshotStatus.NotFound, SnapshotStage.Open, SnapshotCodes.OpenAbsent, $"There is no item {item}."));
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> DeleteItemAsync(string series, string item, CancellationToken cancellation) =>
        ValueTask.FromResult(SnapshotOutcome.Ok(_items.TryRemove((series, item), out _)));

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredHead> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        StoredHead[] heads;
        lock (_lock)
            heads = [.. _heads.Values];
        foreach (var head in heads)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return head;
        }
        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation) => ValueTask.FromResult(SnapshotOutcome.Ok(true));
}
