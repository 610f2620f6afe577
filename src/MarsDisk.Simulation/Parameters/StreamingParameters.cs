namespace MarsDisk.Simulation.Parameters;

/// <summary>Streaming of the history into chunks.</summary>
public sealed record StreamingParameters
{
    /// <summary>Writes chunks while the run goes on.</summary>
    public bool Enable { get; init; }

    /// <summary>Disables streaming whatever enable says.</summary>
    public bool OptOut { get; init; }

    /// <summary>Memory of the buffers above which a chunk is flushed, GiB; above 0.</summary>
    public double MemoryLimitGb { get; init; } = 80;

    /// <summary>Steps per chunk; 0 leaves it to the memory limit, step; at least 0.</summary>
    public int StepFlushInterval { get; init; } = 10000;

    /// <summary>Codec of chunks and merged files.</summary>
    public ChunkCompression Compression { get; init; }

    /// <summary>Merges the chunks when the run ends.</summary>
    public bool MergeAtEnd { get; init; }

    /// <summary>Deletes the chunks after merging.</summary>
    public bool CleanupChunks { get; init; } = true;

    /// <summary>Whether chunks are written while the run goes on.</summary>
    public bool IsActive => Enable && !OptOut;

    /// <summary>Section offload: moving chunks elsewhere; read by the one-dimensional driver only.</summary>
    public StreamingOffloadParameters Offload { get; init; } = new();
}

/// <summary>Choices of io.streaming.compression.</summary>
public enum ChunkCompression
{
    /// <summary>Written as <c>snappy</c>.</summary>
    Snappy,

    /// <summary>Written as <c>zstd</c>.</summary>
    Zstd,

    /// <summary>Written as <c>brotli</c>.</summary>
    Brotli,

    /// <summary>Written as <c>gzip</c>.</summary>
    Gzip,

    /// <summary>Written as <c>none</c>.</summary>
    None,
}

/// <summary>Moving chunks elsewhere; read by the one-dimensional driver only.</summary>
public sealed record StreamingOffloadParameters
{
    /// <summary>Whether chunks are moved.</summary>
    public bool Enabled { get; init; }

    /// <summary>Absolute directory.</summary>
    public string? Dir { get; init; }

    /// <summary>Chunks that stay; at least 0.</summary>
    public int KeepLastN { get; init; } = 2;

    /// <summary>Move or copy.</summary>
    public OffloadMode Mode { get; init; }

    /// <summary>Check of the copy.</summary>
    public OffloadVerification Verify { get; init; } = OffloadVerification.Size;

    /// <summary>Does nothing on one device.</summary>
    public bool SkipIfSameDevice { get; init; } = true;
}

/// <summary>Choices of io.streaming.offload.mode.</summary>
public enum OffloadMode
{
    /// <summary>Written as <c>move</c>.</summary>
    Move,

    /// <summary>Written as <c>copy</c>.</summary>
    Copy,
}

/// <summary>Choices of io.streaming.offload.verify.</summary>
public enum OffloadVerification
{
    /// <summary>Written as <c>none</c>.</summary>
    None,

    /// <summary>Written as <c>size</c>.</summary>
    Size,

    /// <summary>Written as <c>hash</c>.</summary>
    Hash,
}

/// <summary>Archiving the finished run.</summary>
public sealed record ArchiveParameters
{
    /// <summary>Whether the run is archived.</summary>
    public bool Enabled { get; init; }

    /// <summary>Directory of the archive; needed when enabled.</summary>
    public string? Dir { get; init; }

    /// <summary>Copy or move.</summary>
    public ArchiveMode Mode { get; init; }

    /// <summary>When archiving begins.</summary>
    public ArchiveTrigger Trigger { get; init; } = ArchiveTrigger.PostFinalize;

    /// <summary>Where merged files go.</summary>
    public ArchiveMergeTarget MergeTarget { get; init; } = ArchiveMergeTarget.External;

    /// <summary>Whether the copy is checked.</summary>
    public bool Verify { get; init; } = true;

    /// <summary>How it is checked.</summary>
    public ArchiveVerification VerifyLevel { get; init; } = ArchiveVerification.StandardPlus;

    /// <summary>What stays.</summary>
    public ArchiveKeepLocal KeepLocal { get; init; } = ArchiveKeepLocal.Metadata;

    /// <summary>Records the volume.</summary>
    public bool RecordVolumeInfo { get; init; } = true;

    /// <summary>Speed below which a slow archive is warned about, MB s^-1; above 0.</summary>
    public double? WarnSlowMbS { get; init; } = 40;

    /// <summary>Size from which that is checked, GB; above 0.</summary>
    public double? WarnSlowMinGb { get; init; } = 5;

    /// <summary>Free space that must remain, GB; above 0.</summary>
    public double? MinFreeGb { get; init; }
}

/// <summary>Choices of io.archive.mode.</summary>
public enum ArchiveMode
{
    /// <summary>Written as <c>copy</c>.</summary>
    Copy,

    /// <summary>Written as <c>move</c>.</summary>
    Move,
}

/// <summary>Choices of io.archive.trigger.</summary>
public enum ArchiveTrigger
{
    /// <summary>Written as <c>post_merge</c>.</summary>
    PostMerge,

    /// <summary>Written as <c>post_finalize</c>.</summary>
    PostFinalize,
}

/// <summary>Choices of io.archive.merge_target.</summary>
public enum ArchiveMergeTarget
{
    /// <summary>Written as <c>local</c>.</summary>
    Local,

    /// <summary>Written as <c>external</c>.</summary>
    External,
}

/// <summary>Choices of io.archive.verify_level.</summary>
public enum ArchiveVerification
{
    /// <summary>Written as <c>standard</c>.</summary>
    Standard,

    /// <summary>Written as <c>standard_plus</c>.</summary>
    StandardPlus,

    /// <summary>Written as <c>strict</c>.</summary>
    Strict,
}

/// <summary>Choices of io.archive.keep_local.</summary>
public enum ArchiveKeepLocal
{
    /// <summary>Written as <c>none</c>.</summary>
    None,

    /// <summary>Written as <c>metadata</c>.</summary>
    Metadata,

    /// <summary>Written as <c>all</c>.</summary>
    All,
}
