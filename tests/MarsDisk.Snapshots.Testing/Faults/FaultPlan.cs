using System.Collections.Concurrent;

namespace MarsDisk.Snapshots.Testing.Faults;

/// <summary>Which calls of a store go wrong, and how. Calls are counted for each operation from 1.</summary>
public sealed class FaultPlan
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Fault> _faults = new();

    /// <summary>While set, every call fails with <see cref="SnapshotStatus.Unavailable"/>, nothing being done.</summary>
    public bool IsDown { get; set; }

    /// <summary>Calls of an operation so far, failed ones included.</summary>
    public int CallsOf(string operation) => _calls.GetValueOrDefault(operation);

    /// <summary>Calls fail, nothing being done.</summary>
    public FaultPlan Fail(string operation, int call = 1, int times = int.MaxValue, SnapshotStatus status = SnapshotStatus.Unavailable) =>
        Add(new Fault(operation, call, times) { Status = status });

    /// <summary>A call is carried out, but its answer is lost.</summary>
    public FaultPlan LoseReply(string operation, int call = 1, SnapshotStatus status = SnapshotStatus.InDoubt) =>
        Add(new Fault(operation, call, 1) { Status = status, IsCarriedOut = true });

    /// <summary>A call waits, in front of everything else, until the task has ended or it is cancelled.</summary>
    public FaultPlan Wait(string operation, int call, Func<Task> until) => Add(new Fault(operation, call, 1) { Until = until });

    /// <summary>A got stream ends early, without an error.</summary>
    public FaultPlan Truncate(int call, long length) => Add(new Fault("get", call, 1) { Damage = new Damage(TruncateAt: length) });

    /// <summary>A got stream has one bit changed.</summary>
    /// <param name="call">The call.</param>
    /// <param name="bit">Its number from the first byte of the object on.</param>
    public FaultPlan FlipBit(int call, long bit) => Add(new Fault("get", call, 1) { Damage = new Damage(FlipBit: bit) });

    /// <summary>A got stream breaks when it is read to there.</summary>
    public FaultPlan Break(int call, long offset, int times = 1) => Add(new Fault("get", call, times) { Damage = new Damage(BreakAt: offset) });

    internal async ValueTask<Fault?> NextAsync(string operation, CancellationToken cancellation)
    {
        var call = _calls.AddOrUpdate(operation, 1, (_, before) => before + 1);
        var faults = _faults.Where(fault => fault.Operation == operation && call >= fault.Call && call - fault.Call < fault.Times).ToList();
        foreach (var waiting in faults.Where(fault => fault.Until is not null))
            await waiting.Until!().WaitAsync(cancellation).ConfigureAwait(false);
        return IsDown ? new Fault(operation, call, 1) { Status = SnapshotStatus.Unavailable } : faults.Find(fault => fault.Until is null);
    }

    private FaultPlan Add(Fault fault)
    {
        _faults.Enqueue(fault);
        return this;
    }

    internal sealed record Fault(string Operation, int Call, int Times)
    {
        public SnapshotStatus? Status { get; init; }

        public bool IsCarriedOut { get; init; }

        public Func<Task>? Until { get; init; }

        public Damage? Damage { get; init; }

        public SnapshotOutcome<T> Outcome<T>(SnapshotStage stage, string code) => SnapshotOutcome.Failed<T>(
            Status!.Value, stage, code, $"A test made call {Call} of {Operation} fail.",
            isTransient: Status is SnapshotStatus.Unavailable or SnapshotStatus.Timeout or SnapshotStatus.Busy);
    }

    internal sealed record Damage(long TruncateAt = long.MaxValue, long FlipBit = -1, long BreakAt = long.MaxValue);
}
