using System.Text.Json;
using System.Text.Json.Serialization;

namespace MarsDisk.Snapshots.Acceptance.Measuring;

/// <summary>What one process did and what that took: its one line of output.</summary>
public sealed record AcceptanceReport
{
    /// <summary>Status of a process that ran out of memory.</summary>
    public const string OutOfMemory = "OutOfMemory";

    /// <summary>Status of a process with a limited heap whose runtime broke.</summary>
    public const string RuntimeBroke = "RuntimeBroke";

    /// <summary>What it did.</summary>
    public required string Verb { get; init; }

    /// <summary>Kind of the store.</summary>
    public string Store { get; init; } = "";

    /// <summary>Body bytes.</summary>
    public long BodyBytes { get; init; }

    /// <summary>Outcome of the operation, <see cref="OutOfMemory"/>, or <see cref="RuntimeBroke"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it failed.</summary>
    public string Message { get; init; } = "";

    /// <summary>Limit of the managed heap, bytes; 0: none.</summary>
    public long HeapLimitBytes { get; init; }

    /// <summary>Most managed bytes above those before the operation.</summary>
    public long ManagedPeakBytes { get; init; }

    /// <summary>High-water mark of the resident set of the whole process.</summary>
    public long ResidentPeakBytes { get; init; }

    /// <summary>Time of the operation, s.</summary>
    public double Seconds { get; init; }

    /// <summary>Processor time of the operation, s.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>Time until the source was free again, s.</summary>
    public double CaptureSeconds { get; init; }

    /// <summary>Bytes of what was built, for a graph.</summary>
    public long GraphBytes { get; init; }

    /// <summary>Growth of the heap of large objects after the first ten operations.</summary>
    public long LargeObjectGrowthBytes { get; init; }

    /// <summary>Collections of the oldest generation during the operations.</summary>
    public int FullCollections { get; init; }

    /// <summary>Whether all went well.</summary>
    [JsonIgnore]
    public bool IsOk => Status == nameof(SnapshotStatus.Ok);

    /// <summary>The line.</summary>
    public string ToLine() => JsonSerializer.Serialize(this);

    /// <summary>Reads a line.</summary>
    public static AcceptanceReport Of(string line) => JsonSerializer.Deserialize<AcceptanceReport>(line)!;
}
