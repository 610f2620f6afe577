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
        Compression = (ChunkCompression)keys.Choice(typeof(ChunkCompression), "compression"),
        MergeAtEnd = keys.Boolean("merge_at_end"),
        CleanupChunks = keys.Boolean("cleanup_chunks"),
        Offload = StreamingOffload(keys.In("offload")),
    };

    public static StreamingOffloadParameters StreamingOffload(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        Dir = keys.TextOrNull("dir"),
        KeepLastN = keys.Integer("keep_last_n"),
        Mode = (OffloadMode)keys.Choice(typeof(OffloadMode), "mode"),
        Verify = (OffloadVerification)keys.Choice(typeof(OffloadVerification), "verify"),
        SkipIfSameDevice = keys.Boolean("skip_if_same_device"),
    };

    public static ArchiveParameters Archive(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        Dir = keys.TextOrNull("dir"),
        Mode = (ArchiveMode)keys.Choice(typeof(ArchiveMode), "mode"),
        Trigger = (ArchiveTrigger)keys.Choice(typeof(ArchiveTrigger), "trigger"),
        MergeTarget = (ArchiveMergeTarget)keys.Choice(typeof(ArchiveMergeTarget), "merge_target"),
        Verify = keys.Boolean("verify"),
        VerifyLevel = (ArchiveVerification)keys.Choice(typeof(ArchiveVerification), "verify_level"),
        KeepLocal = (ArchiveKeepLocal)keys.Choice(typeof(ArchiveKeepLocal), "keep_local"),
        RecordVolumeInfo = keys.Boolean("record_volume_info"),
        WarnSlowMbS = keys.NumberOrNull("warn_slow_mb_s"),
        WarnSlowMinGb = keys.NumberOrNull("warn_slow_min_gb"),
        MinFreeGb = keys.NumberOrNull("min_free_gb"),
    };
}
