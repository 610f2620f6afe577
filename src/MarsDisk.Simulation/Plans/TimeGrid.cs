namespace MarsDisk.Simulation.Plans;

/// <summary>The constant steps of a run (runner §2.3).</summary>
public sealed record TimeGrid
{
    /// <summary>End of the run, s.</summary>
    public required double End { get; init; }

    /// <summary>Which setting gave the end.</summary>
    public required string Basis { get; init; }

    /// <summary>The value of that setting in its own unit.</summary>
    public required double EndInput { get; init; }

    /// <summary>Wanted length of a step, s.</summary>
    public required double NominalStep { get; init; }

    /// <summary>Length of every step, s.</summary>
    public required double Step { get; init; }

    /// <summary>Number of steps.</summary>
    public required long Steps { get; init; }

    /// <summary>Whether the length was found automatically.</summary>
    public required bool IsAutomatic { get; init; }

    /// <summary>Whether the number of steps was cut to the largest allowed one.</summary>
    public required bool IsCapped { get; init; }

    /// <summary>The candidates for the nominal step by name, s.</summary>
    public required IReadOnlyDictionary<string, double> Sources { get; init; }

    /// <summary>Steps that only end the run early after this time count, s; tau stops ignore it.</summary>
    public required double MinimumDuration { get; init; }
}
