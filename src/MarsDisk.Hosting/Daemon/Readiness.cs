namespace MarsDisk.Hosting.Daemon;

/// <summary>Whether the daemon takes runs, and if not, why (experience.md §5.3).</summary>
/// <param name="store">The store.</param>
/// <param name="clock">Says when the store is tried again.</param>
internal sealed class Readiness(StoreProbe store, TimeProvider clock)
{
    private static readonly TimeSpan TriedAgainAfter = TimeSpan.FromSeconds(2);

    private readonly Lock _access = new();
    private long _tried;
    private string? _trouble;
    private volatile bool _isStarting = true;
    private volatile bool _isDraining;

    /// <summary>What is wrong with the store, in one sentence; null: nothing.</summary>
    public string? StoreTrouble
    {
        get
        {
            lock (_access)
            {
                if (_tried == 0 || clock.GetElapsedTime(_tried) >= TriedAgainAfter)
                    (_trouble, _tried) = (store.Trouble(), clock.GetTimestamp());
                return _trouble;
            }
        }
    }

    /// <summary>Bytes that are free on the store; null: unknown.</summary>
    public long? FreeBytes => store.FreeBytes;

    /// <summary>Whether there is too little room to begin anything.</summary>
    public bool IsFull => store.IsFull;

    /// <summary>Words for what keeps the daemon from taking runs; empty: it takes them.</summary>
    public IReadOnlyList<string> Reasons
    {
        get
        {
            var reasons = new List<string>();
            if (_isStarting)
                reasons.Add("starting");
            if (_isDraining)
                reasons.Add("draining");
            if (StoreTrouble is not null)
                reasons.Add("store");
            if (IsFull)
                reasons.Add("disk");
            return reasons;
        }
    }

    /// <summary>Recovery is over.</summary>
    public void Started() => _isStarting = false;

    /// <summary>The daemon is about to leave.</summary>
    public void Draining() => _isDraining = true;
}
