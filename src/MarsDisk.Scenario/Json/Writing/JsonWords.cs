namespace MarsDisk.Scenario.Json;

/// <summary>Words of the twin for the kinds of the records.</summary>
internal static class JsonWords
{
    public static string Of(RunControlKind kind) => kind switch
    {
        RunControlKind.Pause => "pause",
        RunControlKind.Resume => "resume",
        RunControlKind.Stop => "stop",
        _ => "snapshot",
    };

    public static string Of(CompareOp op) => op switch
    {
        CompareOp.Eq => "==",
        CompareOp.Ne => "!=",
        CompareOp.Lt => "<",
        CompareOp.Le => "<=",
        CompareOp.Gt => ">",
        CompareOp.Ge => ">=",
        _ => "~=",
    };
}
