namespace MarsDisk.Simulated.Faults;

/// <summary>What will go wrong with the disk of one process.</summary>
internal sealed class DiskTrouble
{
    private const int InputOutput = 5;       // EIO
    private const int NoSpace = 28;          // ENOSPC

    private int _callsToDeath = int.MaxValue;
    private bool _diesAtAppend;
    private int _failures;

    /// <summary>The process died in the middle of a disk call; it makes no further one.</summary>
    public bool IsDead { get; private set; }

    /// <summary>The death of the process takes the power with it.</summary>
    public bool TakesPower { get; private set; }

    /// <summary>No room for a byte more.</summary>
    public bool IsFull { get; set; }

    /// <summary>Half of the next record reaches the journal.</summary>
    public bool TearsAppend { get; set; }

    /// <summary>The next event is rejected by the journal plugin.</summary>
    public bool RejectsAppend { get; set; }

    /// <summary>Copies to the offload target that will fail.</summary>
    public int FailingCopies { get; set; }

    /// <summary>Disk calls of this process so far that can change something.</summary>
    public int Calls { get; private set; }

    /// <summary>
    /// The process dies at the n-th changing call from now on, or at the first behind it that would sync a journal: what is
    /// appended then lies between written and durable, where chance alone hits too seldom.
    /// </summary>
    public void DieAfter(int calls, bool takesPower, bool atAppend = false)
    {
        _callsToDeath = calls;
        _diesAtAppend = atAppend;
        TakesPower = takesPower;
    }

    /// <summary>The next changing calls fail.</summary>
    public void FailNext(int calls) => _failures = calls;

    /// <summary>The process is gone.</summary>
    public void Die() => IsDead = true;

    /// <summary>Before every call: a dead process makes none.</summary>
    public void Look()
    {
        if (IsDead)
            throw new ProcessDiedException();
    }

    /// <summary>Before a call that changes something.</summary>
    public void Before(string path, bool writes = false, bool syncs = false)
    {
        Look();
        Calls++;
        if (--_callsToDeath <= 0 && (!_diesAtAppend || (syncs && path.EndsWith(".journal", StringComparison.Ordinal))))
        {
            IsDead = true;
            throw new ProcessDiedException();
        }
        if (writes && IsFull)
            throw new IOException($"No space left on device : '{path}'", NoSpace);
        if (_failures > 0)
        {
            _failures--;
            throw new IOException($"Input/output error : '{path}'", InputOutput);
        }
    }

    /// <summary>The exception of a write that the disk did not finish.</summary>
    public static IOException Torn(string path) => new($"Input/output error : '{path}'", InputOutput);
}

/// <summary>Thrown into the code of a process that is dead, so that it does nothing more.</summary>
internal sealed class ProcessDiedException() : Exception("The process was killed here.");
