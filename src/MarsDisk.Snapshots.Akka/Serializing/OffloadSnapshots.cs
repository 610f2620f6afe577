using System.Runtime.CompilerServices;
using MarsDisk.Snapshots.Sources;

namespace MarsDisk.Snapshots.Akka;

/// <summary>What a host adds to the plugin.</summary>
public static class OffloadSnapshots
{
    private static readonly ConditionalWeakTable<ActorSystem, FormatRegistry> Formats = [];

    /// <summary>
    /// Readers for bodies that a source wrote itself (<see cref="ISnapshotSource"/>), by payload type and version, as readers of
    /// <see cref="object"/>. Registered before the first actor recovers; <c>offer = handle</c> needs none.
    /// </summary>
    /// <param name="system">The system of the actors.</param>
    public static FormatRegistry FormatsOf(ActorSystem system) => Formats.GetValue(system, static _ => new FormatRegistry());
}
