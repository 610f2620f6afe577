using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Editing;

/// <summary>How the text of an editor is read: the same for every part of it.</summary>
/// <param name="Grammar">The language.</param>
/// <param name="Config">Settings of the parse.</param>
/// <param name="Sizes">Sizes of segments.</param>
internal sealed record ScenarioReading(StatementGrammar<ScenarioStatement> Grammar, RunConfig Config, SegmentSizes Sizes)
{
    /// <summary>Collect mode without a bound for the number of errors and without merging: an editor shows each at its line.</summary>
    public static ScenarioReading ForEditing(RunConfig config)
    {
        var unbounded = config with
        {
            MergeWarnings = false,
            Limits = config.Limits with { MaxDiagnostics = int.MaxValue, MaxRecoveries = int.MaxValue, MaxResyncBytes = int.MaxValue },
        };
        var collecting = unbounded.WithRecovery(RecoverMode.Collect).WithExtension("recover", recover => new ExtensionMap(recover.Values
            .SetItem("max_diagnostics", int.MaxValue)
            .SetItem("max_resync_bytes", int.MaxValue)
            .SetItem("max_recoveries", int.MaxValue)));
        return new ScenarioReading(new ScenarioGrammar(), collecting, new SegmentSizes());
    }
}

/// <summary>Bytes after which a segment ends at the next safe point.</summary>
internal sealed record SegmentSizes
{
    /// <summary>Statements.</summary>
    public int StatementBytes { get; init; } = 4 * 1024;

    /// <summary>Rows. The shortest has four bytes, so these are at most 4096.</summary>
    public int RowBytes { get; init; } = 16 * 1024;

    /// <summary>How far is read at a time inside a block that cannot be cut.</summary>
    public int StepBytes { get; init; } = 512;
}
