namespace MarsDisk.Parsing;

/// <summary>
/// At most 1024 events between a parse and whoever writes them down. Full, it forgets the oldest progress; for other events
/// it waits 50 ms once, then counts losses until the writer has taken something again.
/// </summary>
internal sealed class AuditQueue : IDisposable
{
    public const int EventsMax = 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly Lock _entry = new();
    private readonly LinkedList<(byte[] Json, bool IsProgress)> _events = new();
    private readonly SemaphoreSlim _filled = new(0);
    private readonly SemaphoreSlim _taken = new(0, 1);
    private bool _isStuck;
    private bool _isClosed;

    /// <summary>Adds an event; returns how many were lost for it.</summary>
    public int Add(byte[] json, bool isProgress)
    {
        if (TryAdd(json, isProgress, out var lost))
            return lost;
        if (_isStuck)
            return 1;
        _taken.Wait(Patience);
        if (TryAdd(json, isProgress, out lost))
            return lost;
        _isStuck = true;
        return 1;
    }

    /// <summary>The next event; null when the queue is closed and empty.</summary>
    public async ValueTask<byte[]?> TakeAsync(CancellationToken cancellationToken)
    {
        await _filled.WaitAsync(cancellationToken);
        lock (_entry)
        {
            if (_events.First is not { } first)
                return null;
            _events.RemoveFirst();
            _isStuck = false;
            if (_taken.CurrentCount == 0)
                _taken.Release();
            return first.Value.Json;
        }
    }

    /// <summary>No further event.</summary>
    public void Close()
    {
        lock (_entry)
        {
            if (!_isClosed)
                _filled.Release();
            _isClosed = true;
        }
    }

    public void Dispose()
    {
        _filled.Dispose();
        _taken.Dispose();
    }

    private bool TryAdd(byte[] json, bool isProgress, out int lost)
    {
        lock (_entry)
        {
            lost = 0;
            if (_isClosed)
                return true;
            if (_events.Count < EventsMax)
            {
                _events.AddLast((json, isProgress));
                _filled.Release();
                return true;
            }

            if (!isProgress)
                return false;
            lost = 1;
            if (ForgetProgress())
                _events.AddLast((json, isProgress));
            return true;
        }
    }

    private bool ForgetProgress()
    {
        for (var node = _events.First; node is not null; node = node.Next)
        {
            if (!node.Value.IsProgress)
                continue;
            _events.Remove(node);
            return true;
        }

        return false;
    }
}
