namespace MarsDisk.Snapshots.Diagnostics;

/// <summary>The last hundred commits of the process.</summary>
internal sealed class CommitWindow
{
    private const int Size = 100;

    private readonly Queue<bool> _blobs = new(Size);
    private readonly Lock _gate = new();
    private TimeProvider _time = TimeProvider.System;
    private long? _lastTimestamp;

    public void Add(bool isBlob, TimeProvider time)
    {
        lock (_gate)
        {
            if (_blobs.Count == Size)
                _blobs.Dequeue();
            _blobs.Enqueue(isBlob);
            _time = time;
            _lastTimestamp = time.GetTimestamp();
        }
    }

    public double Ratio()
    {
        lock (_gate)
            return _blobs.Count == 0 ? 0 : (double)_blobs.Count(isBlob => isBlob) / _blobs.Count;
    }

    /// <summary>0 before the first commit.</summary>
    public double AgeSeconds()
    {
        lock (_gate)
            return _lastTimestamp is { } last ? _time.GetElapsedTime(last).TotalSeconds : 0;
    }
}
