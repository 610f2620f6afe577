namespace MarsDisk.Scenario.Json;

/// <summary>What a line is: its member <c>op</c>. The order is that of <see cref="JsonOps.Names"/>.</summary>
internal enum JsonOp : byte
{
    Scenario,
    Config,
    Set,
    Table,
    Drive,
    Rows,
    Run,
    Sweep,
    At,
    Every,
    Expect,
    Close,
    Pause,
    Resume,
    Stop,
    Snapshot,
    Wait,
    End,
}

/// <summary>Which lines may stand where.</summary>
internal static class JsonOps
{
    /// <summary>Words of all kinds of lines.</summary>
    public static readonly string[] Names =
    [
        "scenario", "config", "set", "table", "drive", "rows", "run", "sweep", "at", "every", "expect", "close",
        "pause", "resume", "stop", "snapshot", "wait", "end",
    ];

    /// <summary>Kinds of lines in a block.</summary>
    public static JsonOp[] In(Blocks.BlockKind block) => block switch
    {
        Blocks.BlockKind.Table => [JsonOp.Rows, JsonOp.Close],
        Blocks.BlockKind.Driver => [JsonOp.Rows, JsonOp.At, JsonOp.Close],
        Blocks.BlockKind.Run => [JsonOp.At, JsonOp.Close, JsonOp.Drive, JsonOp.Every, JsonOp.Expect],
        _ =>
        [
            JsonOp.Config, JsonOp.End, JsonOp.Pause, JsonOp.Resume, JsonOp.Run, JsonOp.Set,
            JsonOp.Snapshot, JsonOp.Stop, JsonOp.Sweep, JsonOp.Table, JsonOp.Wait,
        ],
    };

    /// <summary>The words of some kinds.</summary>
    public static string[] Words(JsonOp[] ops) => Array.ConvertAll(ops, op => Names[(int)op]);

    /// <summary>A line of this kind opens a block, which a later line closes.</summary>
    public static bool Opens(JsonOp op) => op is JsonOp.Run or JsonOp.Table or JsonOp.Drive;
}
