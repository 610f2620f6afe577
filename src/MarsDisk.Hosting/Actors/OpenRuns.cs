using System.Collections.Concurrent;

using MarsDisk.Hosting.Scenarios.Running;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Records;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;

namespace MarsDisk.Hosting.Actors;

/// <summary>The runs whose lease this process holds, by persistence id: where the journal plugin finds its files.</summary>
public sealed class OpenRuns
{
    private readonly ConcurrentDictionary<string, OpenRun> _runs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, OpenScenario> _scenarios = new(StringComparer.Ordinal);

    /// <summary>Takes note of a run whose lease was just taken.</summary>
    /// <param name="directory">The run directory.</param>
    /// <param name="fingerprint">Physics fingerprint for the header of a new journal.</param>
    /// <param name="lease">The lease; disposed with the answer.</param>
    /// <returns>A lease whose disposal closes the journal too.</returns>
    public ILease Add(RunDirectory directory, ContentHash fingerprint, ILease lease)
    {
        var id = $"run-{directory.Run.Value}";
        var run = new OpenRun(directory, fingerprint, lease, () => _runs.TryRemove(id, out _));
        _runs[id] = run;
        return run;
    }

    /// <summary>The journal of a run, opened at its first use.</summary>
    /// <param name="persistenceId">Id of its actor.</param>
    /// <param name="isReplayed">Whether a new life of the actor reads its events.</param>
    /// <exception cref="InvalidOperationException">This process does not hold the run.</exception>
    public JournalFile Journal(string persistenceId, bool isReplayed = false)
    {
        if (_runs.TryGetValue(persistenceId, out var run))
            return run.Journal;
        return _scenarios.Values.Select(scenario => scenario.Journal(persistenceId, isReplayed)).FirstOrDefault(journal => journal is not null)
            ?? throw new InvalidOperationException($"No lease is held for {persistenceId}.");
    }

    /// <summary>Takes note of a scenario that this process has taken; it stays the caller's.</summary>
    /// <param name="scenario">The scenario.</param>
    public void Add(OpenScenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _scenarios[scenario.Directory.Id] = scenario;
    }

    /// <summary>Forgets a scenario that has ended.</summary>
    /// <param name="scenario">The scenario.</param>
    public void Remove(OpenScenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _scenarios.TryRemove(scenario.Directory.Id, out _);
    }

    private sealed class OpenRun(RunDirectory directory, ContentHash fingerprint, ILease lease, Action forget) : ILease
    {
        private readonly Lock _opening = new();
        private JournalFile? _journal;

        public long Epoch => lease.Epoch;

        // The lock alone does not say it (architecture.md §8.2): who sleeps while a person hands the run on keeps it.
        public bool IsHeld
        {
            get
            {
                lock (_opening)
                    return lease.IsHeld && _journal is not { IsOvertaken: true };
            }
        }

        public JournalFile Journal
        {
            get
            {
                lock (_opening)
                    return _journal ??= directory.OpenJournal(lease, fingerprint);
            }
        }

        public void Dispose()
        {
            forget();
            lock (_opening)
            {
                _journal?.Dispose();
                lease.Dispose();
            }
        }
    }
}
