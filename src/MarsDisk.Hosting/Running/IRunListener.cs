using MarsDisk.Actors.Messages;

namespace MarsDisk.Hosting.Running;

/// <summary>Hears what a run publishes; called from one actor, hence never twice at once.</summary>
public interface IRunListener
{
    /// <summary>Phase, progress or obstacle changed.</summary>
    /// <param name="status">The newest facts.</param>
    void Changed(RunStatus status);

    /// <summary>A chunk exists since now.</summary>
    /// <param name="chunk">Its range and size.</param>
    void Flushed(ChunkFlushed chunk);
}
