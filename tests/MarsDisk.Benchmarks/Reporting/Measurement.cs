using MarsDisk.Benchmarks.Measuring;

namespace MarsDisk.Benchmarks.Reporting;

/// <summary>One line of the session file and one row of a table.</summary>
internal sealed record Measurement
{
    /// <summary>Suite that it belongs to.</summary>
    public required string Suite { get; init; }

    /// <summary>What was measured.</summary>
    public required string Variant { get; init; }

    /// <summary>Its values.</summary>
    public required Spread Values { get; init; }

    /// <summary>Unit of the values.</summary>
    public required string Unit { get; init; }

    /// <summary>Number of values.</summary>
    public int Rounds { get; init; } = 1;

    /// <summary>The variant that it is compared with.</summary>
    public string? Reference { get; init; }

    /// <summary>Ratios to the reference, round by round.</summary>
    public Spread? Ratio { get; init; }

    /// <summary>The limit it is judged by; null: only shown.</summary>
    public Target? Target { get; init; }

    /// <summary>Share of what the machine can do (copy rate, raw write), where one exists.</summary>
    public double? Share { get; init; }

    /// <summary>Bytes of files or memory that belong to it.</summary>
    public long? Bytes { get; init; }

    /// <summary>Managed bytes allocated.</summary>
    public double? Allocated { get; init; }

    /// <summary>Collections of the generations 0, 1 and 2.</summary>
    public IReadOnlyList<int>? Collections { get; init; }

    /// <summary>Peak resident set, bytes.</summary>
    public long? Resident { get; init; }

    /// <summary>What came out: row count or hash.</summary>
    public string? Check { get; init; }

    /// <summary>What gave it: a command or settings.</summary>
    public string? Parameters { get; init; }

    /// <summary>What the target judges: the ratio where there is one.</summary>
    public Spread Judged => Ratio ?? Values;
}
