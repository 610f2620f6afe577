namespace MarsDisk.Snapshots.Akka;

/// <summary>
/// A serializer that needs no array for the whole object. Implemented by a serializer of the actor system, whose identifier
/// and manifest stay as they are; the bytes must be those of its <c>ToBinary</c>.
/// </summary>
public interface IStreamSnapshotSerializer
{
    /// <summary>Writes an object, from its first byte to its last.</summary>
    void WriteTo(object obj, Stream stream);

    /// <summary>Builds an object; the stream ends where the object does, and reading to its end verifies it.</summary>
    object ReadFrom(Stream stream, string manifest);
}
