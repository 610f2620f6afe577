namespace MarsDisk.Snapshots.Diagnostics;

/// <summary>How persisting goes, for whoever watches a host: failures in a row, and time since the last success.</summary>
/// <param name="time">The host's clock.</param>
public sealed class SnapshotHealth(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _lastSuccess = time.GetTimestamp();
    private SnapshotError? _lastError;
    private int _failures;

    /// <summary>Persists that failed since the last one that did not.</summary>
    public int Failures
    {
        get
        {
            lock (_gate)
                return _failures;
        }
    }

    /// <summary>Why the last of them failed; null when none did.</summary>
    public SnapshotError? LastError
    {
        get
        {
            lock (_gate)
                return _lastError;
        }
    }

    /// <summary>Time since the last success; before the first one, since the start.</summary>
    public TimeSpan Age
    {
        get
        {
            lock (_gate)
                return time.GetElapsedTime(_lastSuccess);
        }
    }

    /// <summary>A persist ended. One that was not wanted any more says nothing about the stores.</summary>
    internal void Note(SnapshotStatus status, SnapshotError? error)
    {
        if (status is SnapshotStatus.Superseded or SnapshotStatus.Disabled or SnapshotStatus.Cancelled)
            return;
        lock (_gate)
        {
            if (error is null)
                _lastSuccess = time.GetTimestamp();
            _failures = error is null ? 0 : _failures + 1;
            _lastError = error;
        }
    }
}
