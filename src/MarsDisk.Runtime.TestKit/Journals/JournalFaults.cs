using System.Collections.Immutable;

using MarsDisk.Runtime.Persistence;

namespace MarsDisk.Runtime.Testing;

/// <summary>One write of a journal: the units in it, and the way to store some of them.</summary>
internal delegate Task<IImmutableList<Exception?>?> JournalWrite(
    IReadOnlyList<AtomicWrite> units, Func<IEnumerable<AtomicWrite>, Task<IImmutableList<Exception?>?>> store);

/// <summary>
/// What a <see cref="FaultyJournal"/> does with its writes, replays and deletions; what nothing is said about succeeds.
/// Writes are counted from the one that comes next: <c>Fail(cause, write: 3)</c> lets two succeed and fails the third.
/// </summary>
public sealed class JournalFaults
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, JournalWrite> _faults = [];
    private long _writes;

    /// <summary>Fails every replay from now on; null takes it back.</summary>
    public Exception? ReplayFailure { get; set; }

    /// <summary>Fails every deletion from now on; null takes it back.</summary>
    public Exception? DeleteFailure { get; set; }

    /// <summary>Every fault has met its write.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _faults.Count == 0;
        }
    }

    /// <summary>A write fails, and nothing of it is stored; the actor cannot know that.</summary>
    public void Fail(Exception cause, int write = 1) => Set(write, (_, _) => Task.FromException<IImmutableList<Exception?>?>(cause));

    /// <summary>All units of a write are rejected.</summary>
    public void Reject(Exception cause, int write = 1) => Set(write, (units, _) =>
        Task.FromResult<IImmutableList<Exception?>?>(ImmutableList.CreateRange(units.Select(_ => (Exception?)cause))));

    /// <summary>A write begins when the result is completed.</summary>
    public TaskCompletionSource Hold(int write = 1)
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Set(write, async (units, store) =>
        {
            await release.Task.ConfigureAwait(false);
            return await store(units).ConfigureAwait(false);
        });
        return release;
    }

    /// <summary>
    /// A write stores its first <paramref name="eventsKept"/> events and then fails, as when the machine stops: with 0 the
    /// record of an event is torn and counts as not there, with 1 the event is there and nobody was told.
    /// </summary>
    public void Tear(int eventsKept, Exception cause, int write = 1) => Set(write, async (units, store) =>
    {
        var kept = units.SelectMany(unit => (IImmutableList<IPersistentRepresentation>)unit.Payload).Take(eventsKept);
        await store(kept.Select(each => new AtomicWrite(each))).ConfigureAwait(false);
        throw cause;
    });

    internal JournalWrite? NextWrite()
    {
        lock (_gate)
            return _faults.Remove(++_writes, out var fault) ? fault : null;
    }

    private void Set(int write, JournalWrite fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(write, 1);
        lock (_gate)
            _faults[_writes + write] = fault;
    }
}
