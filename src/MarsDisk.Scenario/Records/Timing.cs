namespace MarsDisk.Scenario;

/// <summary>When an event acts.</summary>
/// <param name="IsEnd">At the end of the run.</param>
/// <param name="Time">Else at this simulated time.</param>
public readonly record struct EventTime(bool IsEnd, Quantity Time);

/// <summary>When an expectation is looked at.</summary>
public enum ExpectWhen : byte
{
    /// <summary>At a time.</summary>
    At,

    /// <summary>At every step.</summary>
    Always,

    /// <summary>At the end of the run.</summary>
    End,
}

/// <summary>How two values are compared.</summary>
public enum CompareOp : byte
{
    /// <summary><c>==</c>.</summary>
    Eq,

    /// <summary><c>!=</c>.</summary>
    Ne,

    /// <summary><c>&lt;</c>.</summary>
    Lt,

    /// <summary><c>&lt;=</c>.</summary>
    Le,

    /// <summary><c>&gt;</c>.</summary>
    Gt,

    /// <summary><c>&gt;=</c>.</summary>
    Ge,

    /// <summary><c>~=</c>, with a tolerance.</summary>
    Approx,
}

/// <summary>What a line does to a run as soon as it is read.</summary>
public enum RunControlKind : byte
{
    /// <summary>Hold the clock.</summary>
    Pause,

    /// <summary>Let it go.</summary>
    Resume,

    /// <summary>End the run at the next step border.</summary>
    Stop,

    /// <summary>A state snapshot at the next step border.</summary>
    Snapshot,
}
