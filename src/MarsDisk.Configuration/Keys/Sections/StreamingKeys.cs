using MarsDisk.Simulation.Parameters;
using static MarsDisk.Configuration.Keys.Bounds;
using static MarsDisk.Configuration.Keys.KeyStatus;
using static MarsDisk.Configuration.Keys.Types.KeyTypes;

namespace MarsDisk.Configuration.Keys.Sections;

/// <summary>Keys of io.streaming and io.archive.</summary>
internal static class StreamingKeys
{
    public static IReadOnlyList<KeyDefinition> All { get; } =
    [
        new("io.streaming.enable", Flag, false, "", Any, Essential, "Writes chunks while the run goes on"),
        new("io.streaming.opt_out", Flag, false, "", Any, Essential, "Disables streaming whatever enable says"),
        new("io.streaming.memory_limit_gb", Number, 80.0, "GiB", Above(0), Essential,
            "Memory of the buffers above which a chunk is flushed"),
        new("io.streaming.step_flush_interval", Integer, 10000L, "step", AtLeast(0), Essential,
            "Steps per chunk; 0 leaves it to the memory limit"),
        new("io.streaming.compression", Choice(typeof(ChunkCompression)), "snappy", "", Any, Essential,
            "Codec of chunks and merged files"),
        new("io.streaming.merge_at_end", Flag, false, "", Any, Essential, "Merges the chunks when the run ends"),
        new("io.streaming.cleanup_chunks", Flag, true, "", Any, Used, "Deletes the chunks after merging"),
        new("io.streaming.offload.enabled", Flag, false, "", Any, OneDimensional, "Whether chunks are moved"),
        new("io.streaming.offload.dir", FilePath.OrNull, null, "", Any, OneDimensional, "Absolute directory"),
        new("io.streaming.offload.keep_last_n", Integer, 2L, "", AtLeast(0), OneDimensional, "Chunks that stay"),
        new("io.streaming.offload.mode", Choice(typeof(OffloadMode)), "move", "", Any, OneDimensional, "Move or copy"),
        new("io.streaming.offload.verify", Choice(typeof(OffloadVerification)), "size", "", Any, OneDimensional,
            "Check of the copy"),
        new("io.streaming.offload.skip_if_same_device", Flag, true, "", Any, OneDimensional,
            "Does nothing on one device"),
        new("io.archive.enabled", Flag, false, "", Any, Rare, "Accepted with a warning; marsdisk runs export writes an archive"),
        new("io.archive.dir", FilePath.OrNull, null, "", Any, Rare, "Directory of the archive; needed when enabled"),
        new("io.archive.mode", Choice(typeof(ArchiveMode)), "copy", "", Any, Rare, "Copy or move"),
        new("io.archive.trigger", Choice(typeof(ArchiveTrigger)), "post_finalize", "", Any, Rare,
            "When archiving begins"),
        new("io.archive.merge_target", Choice(typeof(ArchiveMergeTarget)), "external", "", Any, Rare,
            "Where merged files go"),
        new("io.archive.verify", Flag, true, "", Any, Rare, "Whether the copy is checked"),
        new("io.archive.verify_level", Choice(typeof(ArchiveVerification)), "standard_plus", "", Any, Rare,
            "How it is checked"),
        new("io.archive.keep_local", Choice(typeof(ArchiveKeepLocal)), "metadata", "", Any, Rare, "What stays"),
        new("io.archive.record_volume_info", Flag, true, "", Any, Rare, "Records the volume"),
        new("io.archive.warn_slow_mb_s", Number.OrNull, 40.0, "MB s^-1", Above(0), Rare,
            "Speed below which a slow archive is warned about"),
        new("io.archive.warn_slow_min_gb", Number.OrNull, 5.0, "GB", Above(0), Rare,
            "Size from which that is checked"),
        new("io.archive.min_free_gb", Number.OrNull, null, "GB", Above(0), Rare, "Free space that must remain"),
    ];
}
