namespace MarsDisk.Actors.Pipeline;

/// <summary>Why the clock of a run is held; each reason is added and removed by itself.</summary>
internal static class HoldReasons
{
    /// <summary>A person paused the run.</summary>
    public const string Operator = "operator";

    /// <summary>A stop is being persisted.</summary>
    public const string Stop = "stop";

    /// <summary>A pause of the scenario; releasing it ends the pause.</summary>
    public const string Scenario = "scenario";
}
