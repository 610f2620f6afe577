using MarsDisk.Actors.Node;

namespace MarsDisk.Scenarios.Worlds;

/// <summary>The work lines of one process: a turn does the next job, after as much virtual time as the line takes for it.</summary>
/// <param name="dispatcher">Gives the turns.</param>
/// <param name="scheduler">Virtual time.</param>
/// <param name="latency">Virtual time that a line of a name takes for a job.</param>
internal sealed class ReplayLines(SimulationDispatcher dispatcher, TestScheduler scheduler, Func<string, TimeSpan> latency) : IWorkLines
{
    public IWorkLine Start(string name, int capacity) => new Line(this, name, capacity);

    private sealed class Line(ReplayLines lines, string name, int capacity) : IWorkLine, IThreadPoolWorkItem
    {
        private readonly Queue<Action> _jobs = new();
        private bool _isClosed;

        public bool TryAdd(Action job)
        {
            if (_isClosed || _jobs.Count == capacity)
                return false;
            _jobs.Enqueue(job);
            if (_jobs.Count == 1)
                lines.Begin(this);
            return true;
        }

        // The job stays in the queue while it is done, so that one that adds another does not begin the line twice.
        public void Execute()
        {
            _jobs.Peek()();
            _jobs.Dequeue();
            if (_jobs.Count > 0)
                lines.Begin(this);
        }

        public void Dispose() => _isClosed = true;

        public override string ToString() => name;
    }

    private void Begin(Line line)
    {
        var time = latency(line.ToString());
        if (time == TimeSpan.Zero)
            dispatcher.Schedule(line);
        else
            scheduler.Schedule(time, null, () => dispatcher.Schedule(line));
    }
}
