namespace MarsDisk.Snapshots;

/// <summary>Bytes of a snapshot are missing, changed or too many. Nothing that was built from them may be used.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="frame">Ordinal of the damaged frame; -1 in front of the first and behind the last one.</param>
/// <param name="cause">What was found below, if anything.</param>
public class SnapshotCorruptException(string message, long frame = -1, Exception? cause = null) : IOException(message, cause)
{
    /// <summary>Ordinal of the damaged frame; -1 in front of the first and behind the last one.</summary>
    public long Frame { get; } = frame;
}
