using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Mapping;

/// <summary>Turns resolved keys of io.streaming and io.archive into parameters.</summary>
internal static class StreamingReader
{
    public static StreamingParameters Streaming(KeyValues keys) => new()
    {
        Enable = keys.Boolean("enable"),
        OptOut = keys.Boolean("opt_out"),
        MemoryLimitGb = keys.Number("memory_limit_gb"),
        StepFlushInterval = keys.Integer("step_flush_interval"),
        Compression = keys.Choice<ChunkCompression>("compression"),
        MergeAtEnd = keys.Boolean("merge_at_end"),
        CleanupChunks = keys.Boolean("cleanup_chunks"),
        Offload = StreamingOffload(keys.In("offload")),
    };

    public static StreamingOffloadParameters StreamingOffload(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        Dir = keys.TextOrNull("dir"),
        KeepLastN = keys.Integer("keep_last_n"),
        Mode = keys.Choice<OffloadMode>("mode"),
        Verify = keys.Choice<OffloadVerification>("verify"),
        SkipIfSameDevice = keys.Boolean("skip_if_same_device"),
    };

    public static ArchiveParameters Archive(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        Dir = keys.TextOrNull("dir"),
        Mode = keys.Choice<ArchiveMode>("mode"),
        Trigger = keys.Choice<ArchiveTrigger>("trigger"),
        MergeTarget = keys.Choice<ArchiveMergeTarget>("merge_target"),
        Verify = keys.Boolean("verify"),
        VerifyLevel = keys.Choice<ArchiveVerification>("verify_level"),
        KeepLocal = keys.Choice<ArchiveKeepLocal>("keep_local"),
        RecordVolumeInfo = keys.Boolean("record_volume_info"),
        WarnSlowMbS = keys.NumberOrNull("warn_slow_mb_s"),
        WarnSlowMinGb = keys.NumberOrNull("warn_slow_min_gb"),
        MinFreeGb = keys.NumberOrNull("min_free_gb"),
    };
}
