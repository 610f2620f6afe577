using System.Globalization;
using System.Runtime.CompilerServices;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Heads;
using MarsDisk.Snapshots.Restoring;
using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.Remote;

/// <summary>Head documents, inline bodies and the catalogue of series as items of a table.</summary>
internal sealed class RemoteHeadStorage : IHeadItemList
{
    private const string Head = "head";
    private const int ItemBytesMin = 64 * 1024;     // what every storage takes beside inline bodies

    private readonly IItemTable _table;
    private readonly TableCalls _calls;
    private readonly SeriesCatalog _catalog;
    private readonly KeyPrefix _prefix;
    private readonly TimeProvider _clock;

    private RemoteHeadStorage(IItemTable table, KeyPrefix prefix, RemoteRetryOptions retry, TimeProvider clock)
    {
        _table = table;
        _prefix = prefix;
        _clock = clock;
        _calls = new TableCalls(table, retry, clock);
        _catalog = new SeriesCatalog(table, _calls, prefix, clock);
    }

    /// <inheritdoc/>
    public string StoreName => _table.StoreName;

    /// <inheritdoc/>
    public int MaxInlineBytes => _table.MaxInlineBytes;

    /// <summary>Makes a storage over a table; asks nothing of it yet.</summary>
    /// <param name="options">Where the table is.</param>
    /// <param name="open">Gives the table.</param>
    /// <param name="clock">Gives the times of records and measures pauses.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public static RemoteHeadStorage Over<TOptions>(TOptions options, Func<TOptions, IItemTable> open, TimeProvider clock)
        where TOptions : class, IRemoteStoreOptions
    {
        ArgumentNullException.ThrowIfNull(options);
        return (options.Problem() ?? options.Retry.Problem()) is { } problem
            ? throw new ArgumentException(problem, nameof(options))
            : new RemoteHeadStorage(open(options), new KeyPrefix(options.Prefix), options.Retry, clock);
    }

    /// <summary>A state store whose documents lie here.</summary>
    public HeadStateStore ToStateStore() => new(this, _clock);

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<StoredHead?>> LoadAsync(string series, CancellationToken cancellation)
    {
        var read = await ReadAsync(SnapshotStage.Select, KeyOf(series, Head), cancellation).ConfigureAwait(false);
        return read.Error is null ? SnapshotOutcome.Ok(read.Value is { } item ? ToHead(item) : null) : read.As<StoredHead?>();
    }

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<bool>> CompareAndSetAsync(
        string series, ReadOnlyMemory<byte> json, StoredHead? expected, CancellationToken cancellation)
    {
        if (_calls.Refusal(KeyOf(series, Head), json) is { } refusal)
            return refusal;
        if (expected is not null)
        {
            var (rev, version) = Parse(expected.Token);
            return await _calls.WriteAsync(KeyOf(series, Head), NewItem(rev + 1, json), version, cancellation).ConfigureAwait(false);
        }
        var entered = await _catalog.AddAsync(series, cancellation).ConfigureAwait(false);
        return entered.Error is null
            ? await _calls.WriteAsync(KeyOf(series, Head), NewItem(1, json), version: null, cancellation).ConfigureAwait(false)
            : entered;
    }

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<bool>> PutItemAsync(
        string series, string item, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var most = Math.Max(MaxInlineBytes, ItemBytesMin);
        if (bytes.Length > most)
        {
            return SnapshotOutcome.Failed<bool>(
                SnapshotStatus.TooLarge, SnapshotStage.Commit, SnapshotCodes.StateTooLarge,
                $"The item has {bytes.Length} bytes; {StoreName} takes {most}.");
        }
        var key = KeyOf(series, item);
        var written = await _calls.WriteAsync(key, NewItem(1, bytes), version: null, cancellation).ConfigureAwait(false);
        if (written.Status == SnapshotStatus.InDoubt)
        {
            // Items are written once: whoever repeats the operation finds out, and nothing refers to this one until then.
            return SnapshotOutcome.Failed<bool>(
                SnapshotStatus.Unavailable, SnapshotStage.Commit, SnapshotCodes.StateUnavailable, written.Error!.Message, isTransient: true, written.Error.Cause);
        }
        return written is { Error: null, Value: false } ? await CompareAsync(key, bytes, cancellation).ConfigureAwait(false) : written;
    }

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<Stream>> GetItemAsync(string series, string item, CancellationToken cancellation)
    {
        var read = await ReadAsync(SnapshotStage.Open, KeyOf(series, item), cancellation).ConfigureAwait(false);
        if (read.Error is not null)
            return read.As<Stream>();
        return read.Value is { } found
            ? SnapshotOutcome.Ok<Stream>(new ReadOnlyMemoryStream(found.Bytes))
            : SnapshotOutcome.Failed<Stream>(SnapshotStatus.NotFound, SnapshotStage.Open, SnapshotCodes.OpenAbsent, $"There is no item {item}.");
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> DeleteItemAsync(string series, string item, CancellationToken cancellation) =>
        _calls.RunAsync(SnapshotStage.Cleanup, 0, token => _table.DeleteAsync(KeyOf(series, item), token), cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredHead> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var series in _catalog.ListAsync(cancellation).ConfigureAwait(false))
        {
            var head = await LoadAsync(series, cancellation).ConfigureAwait(false);
            if (head.Error is { } error)
                throw new IOException(head.ToString(), error.Cause);
            if (head.Value is { } found)
                yield return found;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredItem> ListItemsAsync(string series, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? from = null;
        do
        {
            var begin = from;
            var page = await _calls.RunAsync(
                SnapshotStage.Cleanup, _table.MaxItemBytes, token => _table.ListAsync(_prefix.NamesFrom(series), begin, token), cancellation).ConfigureAwait(false);
            if (!page.TryGet(out var found))
                throw new IOException(page.ToString(), page.Error?.Cause);
            foreach (var item in found.Items)
                yield return new StoredItem(item.Item, item.WrittenUtc);
            from = found.Next;
        }
        while (from is not null);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation) => _calls.RunAsync(
        SnapshotStage.Admit, 0,
        async token =>
        {
            await _table.EnsureAsync(token).ConfigureAwait(false);
            return true;
        },
        cancellation);

    private async ValueTask<SnapshotOutcome<bool>> CompareAsync(ItemKey key, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var read = await ReadAsync(SnapshotStage.Commit, key, cancellation).ConfigureAwait(false);
        if (read.Error is not null)
            return read.As<bool>();
        return read.Value is { } kept && kept.Bytes.Span.SequenceEqual(bytes.Span)
            ? SnapshotOutcome.AlreadyDone(true)
            : SnapshotOutcome.Failed<bool>(
                SnapshotStatus.Conflict, SnapshotStage.Commit, SnapshotCodes.CommitWriteId, $"The item {key.Item} is there with other bytes.");
    }

    private ValueTask<SnapshotOutcome<TableItem?>> ReadAsync(SnapshotStage stage, ItemKey key, CancellationToken cancellation) =>
        _calls.RunAsync(stage, _table.MaxItemBytes, token => _table.ReadAsync(key, token), cancellation);

    private TableItem NewItem(long rev, ReadOnlyMemory<byte> bytes) => TableItem.New(rev, bytes, _clock.GetUtcNow());

    private ItemKey KeyOf(string series, string item) => new(_prefix.NamesFrom(series), item);

    private static StoredHead ToHead(TableItem item) =>
        new(item.Bytes, string.Create(CultureInfo.InvariantCulture, $"{item.Rev} {item.Version}"));

    private static (long Rev, string Version) Parse(string token)
    {
        var end = token.IndexOf(' ', StringComparison.Ordinal);
        return (long.Parse(token.AsSpan(0, end), CultureInfo.InvariantCulture), token[(end + 1)..]);
    }
}
