namespace MarsDisk.Actors.Parsing.Parser;

/// <summary>Why a parser holds. Each cause comes and goes on its own.</summary>
[Flags]
internal enum PauseCauses
{
    /// <summary>Nothing holds it.</summary>
    None = 0,

    /// <summary>The coordinator gives no credit.</summary>
    Credit = 1,

    /// <summary>A person holds it.</summary>
    Operator = 2,

    /// <summary>Checkpoints cannot be stored for too long.</summary>
    Flow = 4,
}
