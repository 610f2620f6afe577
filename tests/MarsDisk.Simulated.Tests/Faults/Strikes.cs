using MarsDisk.Actors.Messages;
using MarsDisk.Journal.Files;
using MarsDisk.Simulated.Laws;
using MarsDisk.Simulated.Worlds;

namespace MarsDisk.Simulated.Faults;

/// <summary>Lets the faults of a script strike.</summary>
internal sealed class Strikes(World world, IDisk disk, Queue<Fault> script, TurnLog? log)
{
    private const int PauseTurns = 4;
    private static readonly TimeSpan FullUnit = TimeSpan.FromMilliseconds(100);

    private readonly HashSet<FaultKind> _struck = [];
    private readonly List<(TimeSpan Until, SimulatedProcess Process)> _full = [];
    private readonly List<(int Turn, SimulatedProcess Process, string Path, object Message, IActorRef? Sender)> _late = [];
    private Fault? _batchFault;
    private int _leasesMoved;

    /// <summary>How often something was made to fail that a run may give up for.</summary>
    public int Failures { get; private set; }

    /// <summary>Whether a fault of that kind has struck.</summary>
    public bool Struck(FaultKind kind) => _struck.Contains(kind);

    /// <summary>Before each turn.</summary>
    public void Due()
    {
        while (script.TryPeek(out var fault) && fault.Turn <= world.Turn)
            Strike(script.Dequeue());
        foreach (var full in _full.Where(full => full.Until <= world.Now))
            full.Process.Trouble.IsFull = false;
        _full.RemoveAll(full => full.Until <= world.Now);
        for (var i = _late.Count - 1; i >= 0; i--)
        {
            var late = _late[i];
            if (late.Turn > world.Turn)
                continue;
            _late.RemoveAt(i);
            if (!late.Process.Trouble.IsDead)
                late.Process.Find(late.Path)?.Tell(late.Message, late.Sender);
        }
    }

    /// <summary>A batch is about to be handled: drops, doubles or delays it when the script says so.</summary>
    public void Disturb(SimulatedProcess process, IActorTurn turn, object message, IActorRef? sender)
    {
        if (_batchFault is not { } fault || message is not StepBatch)
            return;
        _batchFault = null;
        Failures++;
        log?.Note(world.Turn, world.Now, $"{fault.Kind} at {turn.Actor.Path.Name}");
        if (fault.Kind == FaultKind.DoubledBatch)
        {
            turn.Actor.Tell(message, sender);
            return;
        }
        turn.TryDrop();
        if (fault.Kind != FaultKind.LateBatch)
            return;
        Failures++;                          // once where it is missing, once where it arrives
        _late.Add((world.Turn + fault.Amount, process, turn.Actor.Path.ToStringWithoutAddress(), message, sender));
    }

    private void Strike(Fault fault)
    {
        var process = world.Random.Of(world.Processes);
        var trouble = process.Trouble;
        _struck.Add(fault.Kind);
        log?.Note(world.Turn, world.Now, $"{fault.Kind} ({fault.Amount}) strikes {process.Name}");
        switch (fault.Kind)
        {
            case FaultKind.Kill:
                world.Kill(process);
                break;
            case FaultKind.PowerLoss:
                world.LosePower();
                break;
            case FaultKind.KillAtDiskCall:
                trouble.DieAfter(fault.Amount, takesPower: false, atAppend: int.IsOddInteger(fault.Amount));
                break;
            case FaultKind.PowerLossAtDiskCall:
                trouble.DieAfter(fault.Amount, takesPower: true);
                break;
            case FaultKind.FailingDisk:
                var calls = 1 + (fault.Amount / 8);
                Failures += calls;
                trouble.FailNext(calls);
                break;
            case FaultKind.FullDisk:
                trouble.IsFull = true;
                _full.Add((world.Now + (fault.Amount * FullUnit), process));
                break;
            case FaultKind.SlowLine:
                world.Random.Of(process.Lines.All).SlowUntil = world.Turn + (fault.Amount * PauseTurns);
                break;
            case FaultKind.TornAppend:
                trouble.TearsAppend = true;
                break;
            case FaultKind.RejectedAppend:
                trouble.RejectsAppend = true;
                break;
            case FaultKind.Pause:
                process.PausedUntil = world.Turn + (fault.Amount * PauseTurns);
                break;
            case FaultKind.StolenLease:
                process.PausedUntil = world.Turn + (fault.Amount * PauseTurns);
                Steal();
                break;
            case FaultKind.FailingOffload:
                trouble.FailingCopies = fault.Amount;
                break;
            default:
                _batchFault = fault;
                break;
        }
    }

    // A person who believes the owner dead: the lease file is moved away, and somebody else takes the runs.
    private void Steal()
    {
        foreach (var choice in world.Settings.Runs)
        {
            var lease = DiskWitness.PathOf(choice.Run, "lease");
            if (disk.LengthOf(lease) is not null)
                disk.Move(lease, $"{lease}.away-{_leasesMoved++}");
        }
        if (world.Processes.Count == 1)
            world.StartProcess();
    }
}
