using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Janitor;
using MarsDisk.Snapshots.Pipeline;

namespace MarsDisk.Snapshots.Akka;

/// <summary>
/// All that the plugin does, without a type of an actor runtime. For one persistence id it behaves as if requests were
/// carried out in the order in which they were made: a save that a deletion overtook never becomes loadable, and what is
/// asked for behind a deletion waits for its end.
/// </summary>
public sealed class SnapshotStoreCore : IAsyncDisposable
{
    private readonly SnapshotServices _services;
    private readonly string _scope;
    private readonly RunningSaves _running = new();
    private readonly Withdrawals _withdrawals;
    private readonly StoreReadiness _stores;
    private readonly JanitorSchedule _janitor;
    private readonly SnapshotSaver _saver;
    private readonly SnapshotLoader _loader;
    private readonly TimeoutCheck _timeouts;
    private readonly CancellationTokenSource _stopping = new();
    private Task _upkeep = Task.CompletedTask;
    private long _ticket;

    /// <summary>Makes a core that is not started.</summary>
    /// <param name="services">Stores and options; disposed with the core.</param>
    /// <param name="scope">First part of the identity of every snapshot.</param>
    /// <param name="maxConcurrentSaves">Saves at a time; others wait.</param>
    /// <param name="maxConcurrentLoads">Loads at a time; others wait.</param>
    /// <param name="timeouts">Limits that the largest snapshot is compared with at start.</param>
    public SnapshotStoreCore(
        SnapshotServices services, string scope, int maxConcurrentSaves = 2, int maxConcurrentLoads = 2, TimeoutCheck? timeouts = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(scope);
        _services = services;
        _scope = scope;
        _timeouts = timeouts ?? new TimeoutCheck(null, null);
        _withdrawals = new Withdrawals(services, _stopping.Token);
        _stores = new StoreReadiness(services, _stopping.Token);
        _janitor = new JanitorSchedule(() => services);
        _saver = new SnapshotSaver(services, _running, _withdrawals, maxConcurrentSaves);
        _loader = new SnapshotLoader(services, maxConcurrentLoads);
    }

    /// <summary>How many saves run or wait.</summary>
    public int RunningSaves => _running.Count;

    /// <summary>
    /// Begins what happens in the background: prepares the stores, as often as it takes, compares the limits with the largest
    /// snapshot, and takes away what nobody needs, unless another node does that for the same store.
    /// </summary>
    public void Start()
    {
        _stores.Begin();
        _upkeep = LookAfterAsync();
    }

    /// <summary>
    /// The order of a save among those of one sequence number: the one asked for last wins. Taken on the thread of the store
    /// actor, before anything else.
    /// </summary>
    public long NextTicket() => Interlocked.Increment(ref _ticket);

    /// <summary>Saves a state. Entered before this method returns; the work is done on other threads.</summary>
    /// <param name="persistenceId">Whose.</param>
    /// <param name="sequenceNr">Its number.</param>
    /// <param name="timestampTicks">When it was taken, UTC ticks.</param>
    /// <param name="ticket">From <see cref="NextTicket"/>.</param>
    /// <param name="source">Writes the body.</param>
    /// <param name="cancellation">Honoured until the bytes are published.</param>
    /// <exception cref="SnapshotStoreException">It was not saved; within the task.</exception>
    public Task SaveAsync(
        string persistenceId, long sequenceNr, long timestampTicks, long ticket, ISnapshotSource source, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        return SaveAsync(new SaveRequest(persistenceId, sequenceNr, timestampTicks, ticket), source, cancellation);
    }

    /// <summary>Saves what is placed already: writes the record alone.</summary>
    /// <param name="persistenceId">Whose.</param>
    /// <param name="sequenceNr">Its number.</param>
    /// <param name="timestampTicks">When it was taken, UTC ticks.</param>
    /// <param name="ticket">From <see cref="NextTicket"/>.</param>
    /// <param name="placed">Where the bytes are; placed for the same scope, persistence id and sequence number.</param>
    /// <param name="cancellation">Honoured until the commit.</param>
    /// <exception cref="SnapshotStoreException">It was not saved; within the task.</exception>
    public Task SaveAsync(
        string persistenceId, long sequenceNr, long timestampTicks, long ticket, SnapshotPayloadHandle placed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(placed);
        return SaveAsync(new SaveRequest(persistenceId, sequenceNr, timestampTicks, ticket) { WriteId = placed.WriteId }, placed, cancellation);
    }

    /// <summary>The newest snapshot within bounds, its body open; null: there is none.</summary>
    /// <param name="persistenceId">Whose.</param>
    /// <param name="selection">Bounds.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SnapshotStoreException">It cannot be read.</exception>
    public async Task<LoadedSnapshot?> LoadAsync(string persistenceId, SnapshotSelection selection, CancellationToken cancellation)
    {
        var series = await PrepareLoadAsync(persistenceId, cancellation).ConfigureAwait(false);
        return await _loader.OpenAsync(series, selection, cancellation).ConfigureAwait(false);
    }

    /// <summary>The newest snapshot within bounds, built by a sink; null: there is none.</summary>
    /// <param name="persistenceId">Whose.</param>
    /// <param name="selection">Bounds.</param>
    /// <param name="sink">Builds the state; it is handed out after the last byte was verified.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SnapshotStoreException">It cannot be read.</exception>
    public async Task<SnapshotRestore<TState>?> RestoreAsync<TState>(
        string persistenceId, SnapshotSelection selection, ISnapshotSink<TState> sink, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sink);
        var series = await PrepareLoadAsync(persistenceId, cancellation).ConfigureAwait(false);
        return await _loader.RestoreAsync(series, selection, sink, cancellation).ConfigureAwait(false);
    }

    /// <summary>Opens the body of a record that a load found; takes a place among the loads until it is closed.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SnapshotStoreException">It cannot be read.</exception>
    public Task<LoadedSnapshot> OpenAsync(SnapshotStateRecord record, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(record);
        return _loader.OpenAsync(record, cancellation);
    }

    /// <summary>Deletes the snapshot of one sequence number; none is a success. Saves of it that run are given up.</summary>
    /// <param name="persistenceId">Whose.</param>
    /// <param name="sequenceNr">Its number.</param>
    /// <param name="timestampTicks">Only one that was taken then; null: any.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SnapshotStoreException">It could not be deleted; within the task.</exception>
    public Task DeleteOneAsync(string persistenceId, long sequenceNr, long? timestampTicks, CancellationToken cancellation) => RunDeletionAsync(
        persistenceId,
        save => save.IsOf(sequenceNr, timestampTicks),
        new SnapshotSelection(MaxSequence: sequenceNr, MinSequence: sequenceNr), timestampTicks, cancellation);

    /// <summary>Deletes all snapshots within bounds; none is a success. Saves of such that run are given up.</summary>
    /// <param name="persistenceId">Whose.</param>
    /// <param name="selection">Bounds.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SnapshotStoreException">They could not be deleted; within the task.</exception>
    public Task DeleteManyAsync(string persistenceId, SnapshotSelection selection, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return RunDeletionAsync(
            persistenceId,
            save => selection.Holds(new SnapshotPosition(0, save.SequenceNr, save.TimestampTicks)), selection, exactTicks: null, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _upkeep.ConfigureAwait(false);                 // which leaves the cleaning to the next node
        _saver.Dispose();
        _loader.Dispose();
        _services.Dispose();
    }

    /// <summary>The actor hears that a save succeeded: nothing will be asked about it any more.</summary>
    internal void Confirm(string persistenceId, long sequenceNr, long timestampTicks) => _running.Confirm(persistenceId, sequenceNr, timestampTicks);

    /// <summary>
    /// The actor hears that a save failed, whatever became of it: it never becomes loadable. The runtime asks for a deletion,
    /// too, but not while its breaker is open.
    /// </summary>
    /// <param name="persistenceId">Whose.</param>
    /// <param name="sequenceNr">Its number.</param>
    /// <param name="timestampTicks">When it was taken; null: not known.</param>
    internal void Disown(string persistenceId, long sequenceNr, long? timestampTicks)
    {
        var series = new SnapshotSeries(_scope, persistenceId);
        foreach (var save in _running.Disown(persistenceId, sequenceNr, timestampTicks))
            _withdrawals.Begin(series, () => save.WriteId);
    }

    internal Task SaveAsync(SaveRequest request, ISnapshotSource source, CancellationToken cancellation) =>
        RunSaveAsync(request, (series, save) => _saver.WriteAsync(series, request, source, save), cancellation);

    internal Task SaveAsync(SaveRequest request, SnapshotPayloadHandle placed, CancellationToken cancellation) =>
        RunSaveAsync(request, (series, save) => _saver.CommitAsync(series, request, placed, save), cancellation);

    private async Task LookAfterAsync()
    {
        try
        {
            await _stores.ReadyAsync(_stopping.Token).ConfigureAwait(false);
            await _timeouts.RunAsync(_services.States, _scope, _services.Host, _stopping.Token).ConfigureAwait(false);
            await _janitor.RunAsync(_stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The system ends.
        }
    }

    // Waits for the first attempt to prepare the stores; later it says at once what came of the last one.
    private async ValueTask RequireStoresAsync(CancellationToken cancellation)
    {
        var ready = await _stores.EnsureAsync(cancellation).ConfigureAwait(false);
        if (ready.IsSuccess)
            return;
        cancellation.ThrowIfCancellationRequested();
        throw new SnapshotStoreException(
            SnapshotStatus.Unavailable, ready.Error!.Code, $"The stores are not ready yet, and are tried again in the background. {ready.Error.Message}", ready.Error.Cause);
    }

    private async Task RunSaveAsync(
        SaveRequest request, Func<SnapshotSeries, RunningSave, ValueTask<SnapshotOutcome<SnapshotCommit>>> work, CancellationToken cancellation)
    {
        var series = new SnapshotSeries(_scope, request.PersistenceId);
        var deletions = _running.DeletionsOf(request.PersistenceId);
        using var save = new RunningSave(
            request.PersistenceId, request.SequenceNr, request.TimestampTicks, request.WriteId, request.Captured, cancellation);
        _running.Add(save, request.IsConfirmed);
        await _saver.RunAsync(
            series, save,
            async () =>
            {
                await RequireStoresAsync(save.Token).ConfigureAwait(false);
                await deletions.WaitAsync(save.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return await work(series, save).ConfigureAwait(false);
            }).ConfigureAwait(false);
    }

    private async ValueTask<SnapshotSeries> PrepareLoadAsync(string persistenceId, CancellationToken cancellation)
    {
        var series = new SnapshotSeries(_scope, persistenceId);
        var deletions = _running.DeletionsOf(persistenceId);
        await RequireStoresAsync(cancellation).ConfigureAwait(false);
        await deletions.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        if (await _withdrawals.SettleAsync(persistenceId, cancellation).ConfigureAwait(false) is { } problem)
            throw new SnapshotStoreException(
                SnapshotStatus.Unavailable, problem.Code, $"A save that failed is not withdrawn yet; nothing is loaded before. {problem.Message}", problem.Cause);
        return series;
    }

    private async Task RunDeletionAsync(
        string persistenceId, Func<RunningSave, bool> isMeant, SnapshotSelection selection, long? exactTicks, CancellationToken cancellation)
    {
        var series = new SnapshotSeries(_scope, persistenceId);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var meant = _running.GiveUp(persistenceId, isMeant, ended.Task);
        var withdrawals = meant.Select(save => _withdrawals.Begin(series, () => save.WriteId)).ToList();
        try
        {
            await RequireStoresAsync(cancellation).ConfigureAwait(false);
            foreach (var withdrawal in withdrawals)
            {
                if (await withdrawal.TryAsync(cancellation).ConfigureAwait(false) is { } error)
                    throw SnapshotStoreException.Of(SnapshotStatus.Unavailable, error);
            }
            var deleted = await Task.Run(
                () => _services.States.DeleteAsync(series, selection, exactTicks, cancellation).AsTask(), cancellation).ConfigureAwait(false);
            if (!deleted.IsSuccess)
                throw SnapshotStoreException.Of(deleted.Status, deleted.Error);
        }
        finally
        {
            _running.End(persistenceId, ended.Task);
            ended.TrySetResult();
        }
    }
}
