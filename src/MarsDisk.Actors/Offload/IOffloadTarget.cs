using MarsDisk.Journal.Events;

namespace MarsDisk.Actors.Offload;

/// <summary>A place that committed state files are copied to; blocking, used by one copy loop.</summary>
public interface IOffloadTarget
{
    /// <summary>Name for the journal.</summary>
    string Name { get; }

    /// <summary>Copies the file and compares the copy's hash with the recorded one.</summary>
    /// <param name="run">The run.</param>
    /// <param name="file">Name, size and hash as the journal has them.</param>
    /// <param name="source">Where the file lies now.</param>
    /// <exception cref="IOException">The copy is not there, or not the same.</exception>
    void Copy(RunId run, StateFile file, string source);
}
