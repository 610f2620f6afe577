namespace MarsDisk.Snapshots.Acceptance.Measuring;

/// <summary>Looks at the managed memory of the process every two milliseconds, garbage included.</summary>
public sealed class ManagedPeak : IDisposable
{
    private const int PauseMilliseconds = 2;

    private readonly Thread _thread;
    private volatile bool _isEnding;
    private long _peak;

    /// <summary>Begins; everything that lives now is the baseline.</summary>
    public ManagedPeak()
    {
        BaselineBytes = GC.GetTotalMemory(forceFullCollection: true);
        _peak = BaselineBytes;
        _thread = new Thread(Sample) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>Managed bytes at the beginning.</summary>
    public long BaselineBytes { get; }

    /// <summary>Most managed bytes above the baseline.</summary>
    public long AboveBaselineBytes => Volatile.Read(ref _peak) - BaselineBytes;

    /// <inheritdoc/>
    public void Dispose()
    {
        _isEnding = true;
        _thread.Join();
    }

    private void Sample()
    {
        while (!_isEnding)
        {
            var bytes = GC.GetTotalMemory(forceFullCollection: false);
            if (bytes > _peak)
                Volatile.Write(ref _peak, bytes);
            Thread.Sleep(PauseMilliseconds);
        }
    }
}
