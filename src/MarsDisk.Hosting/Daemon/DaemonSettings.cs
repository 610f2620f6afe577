using MarsDisk.Configuration.Node;

namespace MarsDisk.Hosting.Daemon;

/// <summary>What a daemon is started with.</summary>
/// <param name="Loaded">Its settings, without an error.</param>
/// <param name="Places">Where it keeps its runs and listens.</param>
/// <param name="Variables">The environment.</param>
public sealed record DaemonSettings(NodeLoadResult Loaded, DaemonPlaces Places, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>Its settings at the start.</summary>
    public NodeConfiguration Node => Loaded.Configuration!;

    /// <summary>Reads all settings again.</summary>
    public required Func<NodeLoadResult> Reread { get; init; }

    /// <summary>Time for people.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether standard error is read by a person.</summary>
    public bool IsTerminal { get; init; }
}
