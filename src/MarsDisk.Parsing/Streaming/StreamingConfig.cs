using System.Collections.Immutable;

namespace MarsDisk.Parsing;

/// <summary>Settings of one streaming parse. Fixed at its start.</summary>
public sealed record StreamingConfig
{
    /// <summary>Who moves the bytes.</summary>
    public FlowMode Mode { get; init; } = FlowMode.Auto;

    /// <summary>Upper bound of every wish and window.</summary>
    public Demand? DemandCap { get; init; }

    /// <summary>Hears progress, waits and errors.</summary>
    public IStreamObserver? OnDiagnostic { get; init; }

    /// <summary>Waits carry what may follow, one line for each alternative.</summary>
    public bool ResumeNotes { get; init; }

    /// <summary>Settings of the parse itself.</summary>
    public RunConfig RunConfig { get; init; } = new();

    /// <summary>Flow control; without one that of the extension, else <see cref="FlowController.Default"/>.</summary>
    public FlowController? Flow { get; init; }

    /// <summary>All times come from here.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Counts and coverages of all parses that share it.</summary>
    public ParsingMetrics? Metrics { get; init; }

    /// <summary>Receives sentences for a log: an observer that threw, audit events that were lost.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>Whose parse it is: goes into checkpoints and audit events.</summary>
    public string ScenarioId { get; init; } = "";

    /// <summary>Further settings, for the caller's own use.</summary>
    public ImmutableDictionary<string, object?> Extensions { get; init; } = [];
}
