using System.Collections.Concurrent;
using System.Runtime.Versioning;

namespace MarsDisk.Snapshots.Hosts;

/// <summary>A few threads of their own for blocking work, so that a slow device holds up nobody else.</summary>
[UnsupportedOSPlatform("browser")]
public sealed class IoThreads : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _tasks = [];

    /// <summary>Starts the threads; they end with the process or with <see cref="Dispose"/>.</summary>
    /// <param name="count">How many.</param>
    public IoThreads(int count = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        MaximumConcurrencyLevel = count;
        for (var i = 0; i < count; i++)
            new Thread(Run) { IsBackground = true, Name = $"snapshot-io-{i}" }.Start();
    }

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel { get; }

    /// <summary>Ends the threads when their work is done.</summary>
    public void Dispose() => _tasks.CompleteAdding();

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => _tasks.Add(task);

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    private void Run()
    {
        foreach (var task in _tasks.GetConsumingEnumerable())
            TryExecuteTask(task);
    }
}
