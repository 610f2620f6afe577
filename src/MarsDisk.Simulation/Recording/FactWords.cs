namespace MarsDisk.Simulation.Recording;

/// <summary>
/// The words of live text facts by their index in the schema of the tables. A test compares them with the schema.
/// </summary>
internal static class FactWords
{
    public const byte RadiationBlowout = 0;
    public const byte HydroEscape = 1;
    public const byte NoSink = 2;

    public const byte Solid = 0;
    public const byte Vapour = 1;

    public const byte SolidDominated = 0;
    public const byte Mixed = 1;
    public const byte LiquidDominated = 2;

    public const byte PhaseDisabled = 0;
    public const byte PhaseByThresholds = 1;
    public const byte PhaseByMap = 2;

    /// <summary>Index of a case status.</summary>
    public static byte CaseStatus(string word) => word switch
    {
        "blowout" => 0,
        "ok" => 1,
        _ => 2,
    };
}
