namespace MarsDisk.Benchmarks.Reporting;

/// <summary>What a miss means for the exit code.</summary>
internal enum Gate
{
    /// <summary>Any miss fails: counts, bytes, hashes.</summary>
    Hard,

    /// <summary>Fails when the better quartile is beyond the target by half as much again, and only on a quiet machine.</summary>
    Ratio,

    /// <summary>Reported only.</summary>
    Shown,
}

/// <summary>A limit that a measurement is judged by.</summary>
/// <param name="Id">Its number, for example P1.</param>
/// <param name="What">What is measured.</param>
/// <param name="Limit">The limit.</param>
/// <param name="IsFloor">Whether more is better.</param>
/// <param name="Gate">What a miss means.</param>
internal sealed record Target(string Id, string What, double Limit, bool IsFloor, Gate Gate)
{
    /// <summary>The limit as people write it.</summary>
    public string Text => FormattableString.Invariant($"{(IsFloor ? "≥" : "≤")} {(Limit is > 0 and < 0.01 ? $"{Limit:0.#e-0}" : $"{Limit:0.##}")}");

    /// <summary>Whether a value keeps to the limit.</summary>
    public bool IsMetBy(double value) => IsFloor ? value >= Limit : value <= Limit;
}

/// <summary>All targets, in one place, so that a change of a target is a visible change.</summary>
internal static class Targets
{
    /// <summary>Streaming on over off, two cores, wall.</summary>
    public static readonly Target Streaming = new("P1", "streaming on / off, same tables, two cores, wall", 1.00, IsFloor: false, Gate.Ratio);

    /// <summary>The same on one core.</summary>
    public static readonly Target StreamingOneCore = new("P2", "streaming on / off, one core, wall", 1.10, IsFloor: false, Gate.Ratio);

    /// <summary>Actors over a plain loop.</summary>
    public static readonly Target Pipeline = new("P3", "actor pipeline / plain loop with the same writer work, CPU", 1.05, IsFloor: false, Gate.Ratio);

    /// <summary>Encoding the size distributions over plain writes.</summary>
    public static readonly Target PsdWriter = new("P5", "writing psd_hist / plain writes of its raw bytes, CPU", 1.0, IsFloor: false, Gate.Ratio);

    /// <summary>Encoding run and diagnostics over plain writes.</summary>
    public static readonly Target RunWriter = new("P6", "writing run and diagnostics / plain writes of their raw bytes, CPU", 1.5, IsFloor: false, Gate.Ratio);

    /// <summary>Size of the size distributions.</summary>
    public static readonly Target PsdSize = new("P7a", "psd_hist file / raw bytes, snappy", 0.32, IsFloor: false, Gate.Hard);

    /// <summary>Size of the main series.</summary>
    public static readonly Target RunSize = new("P7b", "run file / raw bytes, snappy", 0.40, IsFloor: false, Gate.Hard);

    /// <summary>One large chunk, synced.</summary>
    public static readonly Target ChunkPublish = new("P8", "a chunk whose files hold 150 MB, snappy, fsync, wall, s", 0.4, IsFloor: false, Gate.Shown);

    /// <summary>The request's own limit for the same.</summary>
    public static readonly Target ChunkPublishRequested = new("P8'", "the same, limit of the request, s", 1.0, IsFloor: false, Gate.Shown);

    /// <summary>Managed memory of a step.</summary>
    public static readonly Target StepAllocation = new("P15a", "managed bytes per step", 0, IsFloor: false, Gate.Hard);

    /// <summary>Managed memory of a column chunk.</summary>
    public static readonly Target ColumnAllocation = new("P15b", "managed bytes per column chunk written", 512, IsFloor: false, Gate.Hard);

    /// <summary>Collections that cost.</summary>
    public static readonly Target Collections = new("P15c", "gen-1 and gen-2 collections in 1e6 steps", 0, IsFloor: false, Gate.Hard);

    /// <summary>Growth of the resident set.</summary>
    public static readonly Target FlatMemory = new("P16a", "resident set at the end / after the first quarter, 1e6 steps", 1.10, IsFloor: false, Gate.Hard);

    /// <summary>Memory beside the buffers.</summary>
    public static readonly Target MemoryAboveBuffers = new("P16b", "peak resident set above the buffers, MiB", 128, IsFloor: false, Gate.Hard);

    /// <summary>Handing a batch of 64 steps over.</summary>
    public static readonly Target Handoff = new("P18", "hand-off of a batch of 64 steps / computing it, CPU", 0.01, IsFloor: false, Gate.Shown);

    /// <summary>Managed memory of a message.</summary>
    public static readonly Target MessageAllocation = new("A1", "managed bytes per message", 0, IsFloor: false, Gate.Hard);

    /// <summary>There and back.</summary>
    public static readonly Target RoundTrip = new("A2", "round trip between two actors, s", 0.5e-6, IsFloor: false, Gate.Shown);

    /// <summary>Actors over a plain loop when a step takes 10 µs or more.</summary>
    public static readonly Target DensePipeline = new("A3", "actor pipeline / plain loop, steps of at least 10 µs, wall", 1.05, IsFloor: false, Gate.Ratio);

    /// <summary>Joining chunk files.</summary>
    public static readonly Target Merge = new("P22", "merging chunks / copying their bytes, CPU", 2, IsFloor: false, Gate.Ratio);

    /// <summary>Workers beside each other.</summary>
    public static readonly Target TwoWorkers = new("P19", "two workers on two cores, throughput / one on one core", 1.6, IsFloor: true, Gate.Ratio);

    /// <summary>Start of the program.</summary>
    public static readonly Target VersionStart = new("P20a", "--version / hello world, wall", 3, IsFloor: false, Gate.Ratio);

    /// <summary>A short run.</summary>
    public static readonly Target SampleRun = new("P20b", "run of 1000 steps with files / hello world, wall", 8, IsFloor: false, Gate.Ratio);

    /// <summary>The same in absolute terms.</summary>
    public static readonly Target SampleRunTime = new("P20c", "run of 1000 steps with files, wall, s", 0.3, IsFloor: false, Gate.Ratio);

    /// <summary>Cost of a step beside the reference program's best (0.71 ms).</summary>
    public static readonly Target StepSpeed = new("step", "reference step (0.71 ms) / ours, CPU of a whole run", 200, IsFloor: true, Gate.Shown);

    /// <summary>Events of a scenario, records built.</summary>
    public static readonly Target StatementSpeed = new("S1", "events of a scenario read at once, records built, MB/s", 600, IsFloor: true, Gate.Shown);

    /// <summary>Rows of a driver.</summary>
    public static readonly Target RowSpeed = new("S2", "regular rows of a driver read at once, M/s", 25, IsFloor: true, Gate.Shown);

    /// <summary>Managed memory of a row (item 140): none, but the envelope of its batch of 4096.</summary>
    public static readonly Target RowAllocation = new("S140", "managed bytes per row of a driver, the envelope of each batch of 4096 included", 0.05, IsFloor: false, Gate.Hard);

    /// <summary>Pieces of one byte (item 141).</summary>
    public static readonly Target ByteChunks = new("S141", "pieces of 1 byte / of 64 KiB, time per byte", 200, IsFloor: false, Gate.Ratio);

    /// <summary>Pieces of 4 KiB (item 142).</summary>
    public static readonly Target SmallChunks = new("S142", "speed with pieces of 4 KiB / of 64 KiB", 0.7, IsFloor: true, Gate.Ratio);

    /// <summary>Rows beside the number parser of the base library (item 143).</summary>
    public static readonly Target RowsBesideNumbers = new("S143", "bare loop of the base library's number parser / rows read, CPU", 1.5, IsFloor: true, Gate.Ratio);

    /// <summary>Events beside the JSON tokeniser of the base library (item 144).</summary>
    public static readonly Target StatementsBesideJson = new("S144", "JSON tokeniser over the twin, nothing built / events read, records built, CPU", 1.0, IsFloor: true, Gate.Ratio);

    /// <summary>Memory of the length of a scenario, of the whole process.</summary>
    public static readonly Target ScenarioMemory = new("scenario memory", "peak resident set of a long scenario above a short one, MiB", 64, IsFloor: false, Gate.Shown);

    /// <summary>The equations written out over the product kernel, by the number of bins.</summary>
    public static readonly IReadOnlyDictionary<int, Target> KernelDirect = new Dictionary<int, Target>
    {
        [40] = new("P11a", "direct triple loop / collision kernel, 40 bins, CPU", 30, IsFloor: true, Gate.Ratio),
        [80] = new("P11b", "direct triple loop / collision kernel, 80 bins, CPU", 100, IsFloor: true, Gate.Ratio),
        [200] = new("P11c", "direct triple loop / collision kernel, 200 bins, CPU", 600, IsFloor: true, Gate.Ratio),
    };

    /// <summary>Growth of the kernel with the number of bins.</summary>
    public static readonly Target KernelGrowth80 = new("P12a", "collision kernel, 80 bins / 40 bins, CPU", 3.5, IsFloor: false, Gate.Ratio);

    /// <summary>The same up to 200 bins.</summary>
    public static readonly Target KernelGrowth200 = new("P12b", "collision kernel, 200 bins / 40 bins, CPU", 20, IsFloor: false, Gate.Ratio);

    /// <summary>Cost of a speed that changes.</summary>
    public static readonly Target KernelSpeedChange = new("P13", "collision kernel, speed changing at every step / constant, 40 bins, CPU", 5, IsFloor: false, Gate.Ratio);

    /// <summary>Cost of a warm step beside the reference program's best (0.71 ms).</summary>
    public static readonly Target LoopStepSpeed = new("loop step", "reference step (0.71 ms) / one step of the plain loop with recording, CPU", 200, IsFloor: true, Gate.Shown);

    /// <summary>A keystroke in a long scenario.</summary>
    public static readonly Target EditStatements = new("edit lines", "keystroke to diagnostics, 10,000 lines, CPU, s", 0.005, IsFloor: false, Gate.Ratio);

    /// <summary>A keystroke in a large table.</summary>
    public static readonly Target EditRows = new("edit rows", "keystroke to diagnostics, a million rows, CPU, s", 0.030, IsFloor: false, Gate.Ratio);

    /// <summary>Memory of a table that is edited.</summary>
    public static readonly Target EditMemory = new("edit memory", "memory of a row beyond its text, B", 4, IsFloor: false, Gate.Hard);

    /// <summary>Body bytes saved as a stream in a small heap.</summary>
    public static readonly Target SnapshotHeap = new("Q6", "managed peak of a save or restore above its start, any length, MiB", 16, IsFloor: false, Gate.Hard);

    /// <summary>Resident set of the longest.</summary>
    public static readonly Target SnapshotResident = new("Q4", "resident peak of a process that saves or restores 4 GiB, MiB", 128, IsFloor: false, Gate.Hard);

    /// <summary>Stream beside array.</summary>
    public static readonly Target SnapshotBesideArray = new("Q9", "managed peak at 256 MiB, stream / byte[]", 0.05, IsFloor: false, Gate.Hard);

    /// <summary>Saves beside the copy of a file.</summary>
    public static readonly Target SnapshotSave = new("Q10", "speed of a save / dd bs=1M conv=fsync of a cached file, no codec", 0.8, IsFloor: true, Gate.Shown);

    /// <summary>Restores beside it.</summary>
    public static readonly Target SnapshotRestore = new("Q12", "restore, no codec, warm cache, whole checksum, MiB/s", 500, IsFloor: true, Gate.Shown);

    /// <summary>Saves with the default codec.</summary>
    public static readonly Target SnapshotBrotli = new("Q11", "save with Brotli-1, body MiB/s", 120, IsFloor: true, Gate.Shown);

    /// <summary>Uploads beside plain requests.</summary>
    public static readonly Target SnapshotUpload = new("Q13", "speed of an upload / plain PUTs of the same bytes by the same kind of client", 0.8, IsFloor: true, Gate.Ratio);

    /// <summary>Everything but the hash is beside the hash.</summary>
    public static readonly Target SnapshotHash = new("hash", "speed of a save or restore / SHA-256 of its bytes alone", 0.8, IsFloor: true, Gate.Ratio);

    /// <summary>The pause of a save to a slow store.</summary>
    public static readonly Target SnapshotPause = new("Q14", "pause of a save to a store of 5 MiB/s / of one to a scratch file alone", 1.1, IsFloor: false, Gate.Ratio);

    /// <summary>Large objects of many saves.</summary>
    public static readonly Target SnapshotLargeObjects = new("Q15", "large objects and full collections of 1000 saves of 8 MiB, after the first ten", 0, IsFloor: false, Gate.Hard);
}
