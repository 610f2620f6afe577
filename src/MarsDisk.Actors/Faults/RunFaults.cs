using MarsDisk.Actors.Messages;
using MarsDisk.Simulation.Inputs;

namespace MarsDisk.Actors.Faults;

/// <summary>
/// The faults of one run. Each acts once in a process: the input comes again when the pipeline begins anew behind it, and a
/// fault that struck each time would let no run pass.
/// </summary>
internal sealed class RunFaults(TimeProvider clock)
{
    private readonly Dictionary<string, IActorRef> _gates = new(StringComparer.Ordinal);
    private readonly HashSet<(long Ordinal, long Step)> _done = [];
    private string? _fullDisk;
    private DateTimeOffset _fullUntil;

    /// <summary>The gate of a stage stands; a disk that was full for a time is still full.</summary>
    public void Stand(string stage, IActorRef gate)
    {
        _gates[stage] = gate;
        if (stage == _fullDisk && clock.GetUtcNow() < _fullUntil)
            gate.Tell(new BreakStage(FaultKind.DiskFull, new FaultArguments(null, null, int.MaxValue, null)), ActorRefs.NoSender);
    }

    /// <summary>Lets a stage break.</summary>
    /// <returns>What the log is to say; null if the fault has acted before.</returns>
    public string? Act(FaultAsked asked, IActorRef self)
    {
        if (!_done.Add((asked.Ordinal, asked.Step)))
            return null;
        var (kind, stage, arguments) = (asked.Fault.Kind, asked.Fault.Stage, asked.Fault.Arguments);
        if (!_gates.TryGetValue(stage, out var gate))
            return $"fault {kind} names no stage of a run: {stage}";
        if (kind == FaultKind.DiskFull && arguments.ForSeconds is { } seconds)
            (_fullDisk, _fullUntil) = (stage, clock.GetUtcNow() + TimeSpan.FromSeconds(seconds));
        gate.Tell(new BreakStage(kind, arguments), self);
        return $"fault {kind} at {stage}, step {asked.Step}";
    }
}
