using MarsDisk.Actors.Offload;
using MarsDisk.Configuration.Node;

namespace MarsDisk.Hosting.Daemon;

/// <summary>What a daemon is started with.</summary>
/// <param name="Node">Its settings.</param>
/// <param name="Places">Where it keeps its runs and listens.</param>
/// <param name="Variables">The environment.</param>
public sealed record DaemonSettings(NodeConfiguration Node, DaemonPlaces Places, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>Where state files are copied to; null: nowhere.</summary>
    public IOffloadTarget? Target { get; init; }

    /// <summary>Time for people.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether standard error is read by a person.</summary>
    public bool IsTerminal { get; init; }
}
