using MarsDisk.Journal.Events;

namespace MarsDisk.Storage.Leases;

/// <summary>Hands out the proof that a node owns a run.</summary>
public interface IRunLeases
{
    /// <summary>Takes the run and raises its epoch; null when somebody else holds it.</summary>
    ILease? TryTake(RunId run);
}

/// <summary>Proof that this process owns a run, until it is disposed or lost.</summary>
public interface ILease : IDisposable
{
    /// <summary>How many times the ownership of the run has been taken, this time included.</summary>
    long Epoch { get; }

    /// <summary>Asked before each rename and each append.</summary>
    bool IsHeld { get; }
}
