using System.Text;

using MarsDisk.Journal.Events;

namespace MarsDisk.Hosting.Identity;

/// <summary>
/// Hash of everything in the program that can change a result: the sources of physics, simulation, tables and encoder.
/// The build writes the other part of this class. A run is continued only by a program with the same fingerprint.
/// </summary>
public static partial class PhysicsFingerprint
{
    /// <summary>The fingerprint.</summary>
    public static ContentHash Value { get; } = ContentHash.Of(Encoding.UTF8.GetBytes(SourceHash));

    /// <summary>First eight digits, for people.</summary>
    public static string Text => Value.ToString()[..8];
}
