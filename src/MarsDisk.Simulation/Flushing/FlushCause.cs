namespace MarsDisk.Simulation.Flushing;

/// <summary>Why a chunk ended at the step at which it ended.</summary>
public enum FlushCause
{
    /// <summary>The step interval of the run is full.</summary>
    StepLimit,

    /// <summary>The memory limit of the run is reached before the step interval.</summary>
    MemoryLimit,

    /// <summary>An input of the run asked for a chunk border at a simulated time.</summary>
    Requested,

    /// <summary>The run ends with this chunk.</summary>
    RunEnds,

    /// <summary>The run ends with this chunk because the mass budget was violated and is enforced.</summary>
    BudgetViolated,
}
