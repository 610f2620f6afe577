using MarsDisk.Actors.Node;

namespace MarsDisk.Simulated.Worlds;

/// <summary>The work lines of one process: each is one more thing whose turn it may be.</summary>
internal sealed class SimulatedLines(SimulationDispatcher dispatcher) : IWorkLines
{
    private readonly List<SimulatedLine> _all = [];

    public IReadOnlyList<SimulatedLine> All => _all;

    public IWorkLine Start(string name, int capacity)
    {
        var line = new SimulatedLine(name, capacity, dispatcher);
        _all.Add(line);
        return line;
    }
}

/// <summary>A work line without a thread: a turn does its next job.</summary>
internal sealed class SimulatedLine(string name, int capacity, SimulationDispatcher dispatcher) : IWorkLine, IThreadPoolWorkItem
{
    private readonly Queue<Action> _jobs = new();
    private bool _isClosed;

    /// <summary>Jobs that wait.</summary>
    public int Waiting => _jobs.Count;

    /// <summary>The line stands still before this turn of the world: the disk is slow.</summary>
    public int SlowUntil { get; set; }

    public bool TryAdd(Action job)
    {
        if (_isClosed || _jobs.Count == capacity)
            return false;
        _jobs.Enqueue(job);
        if (_jobs.Count == 1)
            dispatcher.Schedule(this);
        return true;
    }

    // The job stays in the queue while it is done, so that one that adds another does not schedule the line twice.
    public void Execute()
    {
        _jobs.Peek()();
        _jobs.Dequeue();
        if (_jobs.Count > 0)
            dispatcher.Schedule(this);
    }

    public void Dispose() => _isClosed = true;

    public override string ToString() => name;
}
