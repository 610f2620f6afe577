namespace MarsDisk.Snapshots;

/// <summary>Everything that a host supplies; nothing else crosses the border between snapshots and what they run in.</summary>
public interface ISnapshotHost
{
    /// <summary>Clock and timers.</summary>
    TimeProvider Time { get; }

    /// <summary>Runs blocking work; never the threads of a pipeline.</summary>
    TaskScheduler IoScheduler { get; }

    /// <summary>Named places at which tests break things; null in production.</summary>
    IFailpoints? Failpoints { get; }

    /// <summary>Kind of host: <c>native</c>, <c>akka</c>, <c>orleans</c> or <c>wasm</c>.</summary>
    string HostKind { get; }

    /// <summary>Whether there is only one thread; everything then runs on the caller's.</summary>
    bool SingleThreaded { get; }

    /// <summary>Directory for scratch files; null when there is no file system.</summary>
    string? ScratchDirectory { get; }

    /// <summary>Writes one line to the host's log.</summary>
    /// <param name="eventId">7100 to 7199.</param>
    /// <param name="level">0 trace … 5 critical, as in Microsoft.Extensions.Logging.</param>
    /// <param name="message">One sentence without secrets.</param>
    /// <param name="cause">What was thrown, if anything.</param>
    void Log(int eventId, int level, string message, Exception? cause = null);
}
