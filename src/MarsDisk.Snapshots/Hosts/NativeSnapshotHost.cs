namespace MarsDisk.Snapshots.Hosts;

/// <summary>An ordinary process.</summary>
public sealed class NativeSnapshotHost : ISnapshotHost, IDisposable
{
    private readonly IDisposable? _threads;
    private readonly Action<int, int, string, Exception?>? _log;

    /// <summary>Starts the threads for blocking work.</summary>
    /// <param name="log">Takes event id, level, line and cause; null: nobody listens.</param>
    /// <param name="time">Clock; null: the system's.</param>
    /// <param name="failpoints">Named places that break; null: none.</param>
    /// <param name="singleThreaded">Everything runs on the caller's thread.</param>
    /// <param name="kind">Kind of host for metrics.</param>
    /// <param name="scratchDirectory">Directory for scratch files; null: the system's, in a browser none.</param>
    public NativeSnapshotHost(
        Action<int, int, string, Exception?>? log = null,
        TimeProvider? time = null,
        IFailpoints? failpoints = null,
        bool singleThreaded = false,
        string kind = "native",
        string? scratchDirectory = null)
    {
        _log = log;
        Time = time ?? TimeProvider.System;
        Failpoints = failpoints;
        SingleThreaded = singleThreaded || OperatingSystem.IsBrowser();
        HostKind = kind;
        ScratchDirectory = scratchDirectory ?? (OperatingSystem.IsBrowser() ? null : Path.GetTempPath());
        IoScheduler = TaskScheduler.Default;
        if (SingleThreaded || OperatingSystem.IsBrowser())
            return;
        var threads = new IoThreads();
        (_threads, IoScheduler) = (threads, threads);
    }

    /// <inheritdoc/>
    public TimeProvider Time { get; }

    /// <inheritdoc/>
    public TaskScheduler IoScheduler { get; }

    /// <inheritdoc/>
    public IFailpoints? Failpoints { get; }

    /// <inheritdoc/>
    public string HostKind { get; }

    /// <inheritdoc/>
    public bool SingleThreaded { get; }

    /// <inheritdoc/>
    public string? ScratchDirectory { get; }

    /// <inheritdoc/>
    public void Log(int eventId, int level, string message, Exception? cause = null) => _log?.Invoke(eventId, level, message, cause);

    /// <inheritdoc/>
    public void Dispose() => _threads?.Dispose();
}
