namespace MarsDisk.Simulated.Faults;

/// <summary>What can go wrong. The same list as the scenario language's <c>fault</c>, and the deaths.</summary>
internal enum FaultKind
{
    /// <summary>A process dies between two turns, as by SIGKILL: what it wrote stays, synced or not.</summary>
    Kill,

    /// <summary>The power goes between two turns: all processes die, unsynced bytes and names are lost or torn.</summary>
    PowerLoss,

    /// <summary>A process dies in the middle of a turn, before one of its next disk calls.</summary>
    KillAtDiskCall,

    /// <summary>The power goes before one of the next disk calls of a process.</summary>
    PowerLossAtDiskCall,

    /// <summary>The next disk calls of a process fail.</summary>
    FailingDisk,

    /// <summary>No byte more can be written for a while.</summary>
    FullDisk,

    /// <summary>One work line of a process stands still for a while: a slow disk.</summary>
    SlowLine,

    /// <summary>Half a record is written, then the append fails.</summary>
    TornAppend,

    /// <summary>The journal rejects one event.</summary>
    RejectedAppend,

    /// <summary>A batch is lost between two stages.</summary>
    DroppedBatch,

    /// <summary>A batch arrives twice.</summary>
    DoubledBatch,

    /// <summary>A batch arrives much later, perhaps in the next incarnation of the pipeline.</summary>
    LateBatch,

    /// <summary>A process is stopped for a while, as by SIGSTOP.</summary>
    Pause,

    /// <summary>A process is stopped, its lease is moved away, and another process takes its runs over.</summary>
    StolenLease,

    /// <summary>Some copies to the offload target fail.</summary>
    FailingOffload,
}

/// <summary>One fault of a script.</summary>
/// <param name="Turn">Turn of the world before which it strikes.</param>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Amount">How often or for how long, in the unit of the kind.</param>
internal sealed record Fault(int Turn, FaultKind Kind, int Amount);

/// <summary>The faults of one seed, in order of their turns.</summary>
internal static class FaultScript
{
    private const int FaultsMax = 5;
    private const int GapMax = 120;
    private const int AmountMax = 40;

    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();

    /// <summary>A quarter of the scripts is empty: the undisturbed world has to keep the laws too.</summary>
    public static Queue<Fault> Of(SeededRandom random)
    {
        var faults = new Queue<Fault>();
        var count = random.OneIn(4) ? 0 : random.Between(1, FaultsMax);
        for (var turn = 0; faults.Count < count;)
        {
            // Near to each other as often as far apart: a crash during the recovery from a crash is the interesting one.
            turn += random.OneIn(2) ? random.Between(1, GapMax) : random.Between(1, GapMax / 10);
            faults.Enqueue(new Fault(turn, random.Of(Kinds), random.Between(1, AmountMax)));
        }
        return faults;
    }
}
