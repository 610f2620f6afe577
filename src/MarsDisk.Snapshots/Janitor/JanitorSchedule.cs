using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Pipeline;

namespace MarsDisk.Snapshots.Janitor;

/// <summary>What the passes of a node came to.</summary>
/// <param name="At">When the last one began; null: there was none yet.</param>
/// <param name="IsLeader">Whether this node cleans the store, and not another one that shares it.</param>
/// <param name="Last">What the last one did.</param>
public sealed record JanitorState(DateTimeOffset? At, bool IsLeader, JanitorReport? Last);

/// <summary>
/// One pass of the janitor at the start and after each <see cref="SnapshotIoOptions.JanitorInterval"/>, for as long as a node
/// lives. Of nodes that share a store one cleans it; each cleans its own scratch. Objects without a record are looked for
/// once a day, because that lists everything.
/// </summary>
/// <param name="services">The store with the options that hold now; asked for each pass.</param>
/// <param name="owner">Name of this node's life; null: a new one.</param>
public sealed class JanitorSchedule(Func<SnapshotServices> services, string? owner = null)
{
    private const int IntervalsHeld = 2;               // a leader that missed one pass is still the leader

    private static readonly TimeSpan SweepEvery = TimeSpan.FromDays(1);
    private static readonly TimeSpan PatienceAtTheEnd = TimeSpan.FromSeconds(1);

    private readonly string _owner = owner ?? $"{Environment.MachineName}-{Guid.NewGuid():N}";
    private readonly Lock _gate = new();
    private TaskCompletionSource _reconsidered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? _swept;

    /// <summary>What the passes came to.</summary>
    public JanitorState State { get; private set; } = new(At: null, IsLeader: false, Last: null);

    /// <summary>Options changed: the time until the next pass is counted anew.</summary>
    public void Reconsider()
    {
        lock (_gate)
            _reconsidered.TrySetResult();
    }

    /// <summary>Passes until it is ended; then the lease is given to the next node.</summary>
    /// <param name="end">Ends it.</param>
    public async Task RunAsync(CancellationToken end)
    {
        try
        {
            while (true)
            {
                if (services().Mode != SnapshotMode.Off)
                    await PassAsync(end).ConfigureAwait(false);
                await WaitAsync(services().Host.Time.GetTimestamp(), end).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            await LeaveAsync().ConfigureAwait(false);
        }
    }

    // Whatever a store does, the next pass comes.
    private async Task PassAsync(CancellationToken end)
    {
        var now = services();
        var (janitor, time) = (new SnapshotJanitor(now), now.Host.Time);
        try
        {
            var isLeader = await new JanitorLease(now, _owner).TryHoldAsync(now.Options.JanitorInterval * IntervalsHeld, end).ConfigureAwait(false);
            var sweeps = isLeader && (_swept is not { } last || time.GetElapsedTime(last) >= SweepEvery);
            State = new JanitorState(time.GetUtcNow(), isLeader, State.Last);
            var report = isLeader ? await janitor.PassAsync(sweeps, end).ConfigureAwait(false) : await janitor.PassOfHostAsync(end).ConfigureAwait(false);
            if (sweeps)
                _swept = time.GetTimestamp();
            State = State with { Last = report };
        }
        catch (Exception error) when (error is not OperationCanceledException || !end.IsCancellationRequested)
        {
            SnapshotMetrics.CleanupFailed();
            now.Host.Log(SnapshotEvents.CleanupFailed, SnapshotEvents.Warning, $"A pass of the janitor failed; the next one tries again: {error.Message}", error);
        }
    }

    private async Task WaitAsync(long since, CancellationToken end)
    {
        while (true)
        {
            Task reconsidered;
            lock (_gate)
            {
                if (_reconsidered.Task.IsCompleted)
                    _reconsidered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                reconsidered = _reconsidered.Task;
            }
            var left = services().Options.JanitorInterval - services().Host.Time.GetElapsedTime(since);
            if (left <= TimeSpan.Zero)
                return;
            using var over = CancellationTokenSource.CreateLinkedTokenSource(end);
            var waiting = Task.Delay(left, services().Host.Time, over.Token);
            await Task.WhenAny(waiting, reconsidered).ConfigureAwait(false);
            if (waiting.IsCompletedSuccessfully)
                return;
            await over.CancelAsync().ConfigureAwait(false);
            end.ThrowIfCancellationRequested();
        }
    }

    private async Task LeaveAsync()
    {
        if (!State.IsLeader)
            return;
        using var patience = new CancellationTokenSource(PatienceAtTheEnd, services().Host.Time);
        try
        {
            await new JanitorLease(services(), _owner).GiveBackAsync(patience.Token).AsTask().WaitAsync(PatienceAtTheEnd, services().Host.Time).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or TimeoutException or IOException)
        {
            // It expires.
        }
    }
}
