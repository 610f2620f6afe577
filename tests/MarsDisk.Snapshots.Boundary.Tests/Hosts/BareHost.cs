using MarsDisk.Snapshots.Testing.Faults;

namespace MarsDisk.Snapshots.Boundary.Tests.Hosts;

/// <summary>A host with one thread and no files. Whatever the core asks of it, it asks on that thread.</summary>
internal sealed class BareHost : ISnapshotHost
{
    private readonly int _thread = Environment.CurrentManagedThreadId;

    /// <summary>The clock, to be moved.</summary>
    public HandClock Clock { get; } = new();

    /// <summary>What was logged.</summary>
    public List<string> Lines { get; } = [];

    /// <inheritdoc/>
    public TimeProvider Time => Here(Clock);

    /// <inheritdoc/>
    public TaskScheduler IoScheduler => throw new InvalidOperationException("There is one thread; nothing runs beside it.");

    /// <inheritdoc/>
    public IFailpoints? Failpoints => Here((IFailpoints?)null);

    /// <inheritdoc/>
    public string HostKind => "wasm";

    /// <inheritdoc/>
    public bool SingleThreaded => true;

    /// <inheritdoc/>
    public string? ScratchDirectory => null;

    /// <inheritdoc/>
    public void Log(int eventId, int level, string message, Exception? cause = null) => Here(Lines).Add(message);

    /// <summary>Gives a value to the only thread and to nobody else.</summary>
    public T Here<T>(T value) => Environment.CurrentManagedThreadId == _thread ? value : throw new InvalidOperationException("The core came back on another thread.");
}
