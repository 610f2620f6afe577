namespace MarsDisk.Parsing;

/// <summary>How states of a stream are called in checkpoints, audit events and metrics.</summary>
internal static class StreamNames
{
    public static string Of(PendingReason reason) => reason switch
    {
        PendingReason.Backpressure => "backpressure",
        PendingReason.InputExhausted => "input_exhausted",
        PendingReason.FeederAwait => "feeder_await",
        _ => "feeder_closed",
    };

    public static PendingReason Reason(string? name) => name switch
    {
        "backpressure" => PendingReason.Backpressure,
        "input_exhausted" => PendingReason.InputExhausted,
        "feeder_await" => PendingReason.FeederAwait,
        "feeder_closed" => PendingReason.FeederClosed,
        _ => throw new FormatException($"{name} is no reason to wait."),
    };

    public static string Of(DemandAction action) => action == DemandAction.Continue ? "continue" : "pause";

    public static string Of(FrameBoundary boundary) => boundary switch
    {
        FrameBoundary.Line => "line",
        FrameBoundary.Row => "row",
        FrameBoundary.Statement => "statement",
        FrameBoundary.Block => "block",
        _ => "none",
    };

    public static string Of(DemandReason reason) => reason switch
    {
        DemandReason.InputExhausted => "input_exhausted",
        DemandReason.Backpressure => "backpressure",
        DemandReason.FeederAwait => "feeder_await",
        DemandReason.Throttled => "throttled",
        DemandReason.Operator => "operator",
        _ => "none",
    };

    public static string Of(StreamErrorKind kind) => kind switch
    {
        StreamErrorKind.IoFailed => "io_failed",
        StreamErrorKind.DecoderFailed => "decoder_failed",
        StreamErrorKind.FeederBug => "feeder_bug",
        StreamErrorKind.UserCancelled => "user_cancelled",
        StreamErrorKind.LimitExceeded => "limit_exceeded",
        StreamErrorKind.SourceChanged => "source_changed",
        StreamErrorKind.CheckpointInvalid => "checkpoint_invalid",
        _ => "timeout",
    };
}
