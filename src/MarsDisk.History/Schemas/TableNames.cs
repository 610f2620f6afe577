namespace MarsDisk.History.Schemas;

/// <summary>Names of the tables of a run; they begin the names of their files.</summary>
public static class TableNames
{
    /// <summary>One row a step: the main series.</summary>
    public const string Run = "run";

    /// <summary>One row a step and size bin.</summary>
    public const string Psd = "psd_hist";

    /// <summary>One row a step: quantities for the inspection of the solver.</summary>
    public const string Diagnostics = "diagnostics";

    /// <summary>One row a step: the mass budget.</summary>
    public const string MassBudget = "mass_budget";

    /// <summary>One row a step: the losses of that step by channel (optional).</summary>
    public const string StepDiagnostics = "step_diagnostics";

    /// <summary>One row a step: the collisional energy budget (optional).</summary>
    public const string Energy = "energy";
}
