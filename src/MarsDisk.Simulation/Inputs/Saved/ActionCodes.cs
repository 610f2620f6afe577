namespace MarsDisk.Simulation.Inputs.Saved;

/// <summary>Numbers of the actions in states; none ever changes its meaning.</summary>
internal static class ActionCodes
{
    public const byte SetKey = 0;
    public const byte RampKey = 1;
    public const byte Snapshot = 2;
    public const byte Flush = 3;
    public const byte Pause = 4;
    public const byte Resume = 5;
    public const byte Stop = 6;
    public const byte Log = 7;
    public const byte Fault = 8;

    public static byte Of(RunAction action) => action switch
    {
        RunAction.SetKey => SetKey,
        RunAction.RampKey => RampKey,
        RunAction.Snapshot => Snapshot,
        RunAction.Flush => Flush,
        RunAction.Pause => Pause,
        RunAction.Resume => Resume,
        RunAction.Stop => Stop,
        RunAction.Log => Log,
        _ => Fault,
    };
}
