namespace MarsDisk.Snapshots.Container;

/// <summary>Why a container was refused.</summary>
public enum ContainerFault
{
    /// <summary>Bytes are missing, changed or too many.</summary>
    Corrupt,

    /// <summary>Whole, but of a version, codec or filter that this program does not know.</summary>
    Incompatible,

    /// <summary>The body is longer than the reader allows.</summary>
    TooLarge,
}

/// <summary>A container that must not be used; nothing that was built from it may be either.</summary>
public sealed class ContainerException(ContainerFault fault, string message, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>Why.</summary>
    public ContainerFault Fault { get; } = fault;

    /// <summary>Ordinal of the damaged frame; -1 in front of the first and behind the last one.</summary>
    public long Frame { get; init; } = -1;
}
