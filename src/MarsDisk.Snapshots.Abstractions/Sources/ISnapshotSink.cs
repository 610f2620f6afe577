namespace MarsDisk.Snapshots;

/// <summary>Builds a state from a body.</summary>
/// <typeparam name="TState">The state.</typeparam>
public interface ISnapshotSink<TState>
{
    /// <summary>Whether it understands a body.</summary>
    bool CanRead(string payloadType, int payloadVersion);

    /// <summary>Whether a body that an older program wrote with gzip is to be unpacked first.</summary>
    bool AcceptsGzip => false;

    /// <summary>
    /// Builds the state from the stream. It is handed out only after the whole was verified, so that a sink must not
    /// publish it anywhere itself.
    /// </summary>
    ValueTask<TState> ReadBodyAsync(Stream body, SnapshotPayloadHandle handle, CancellationToken cancellation);
}

/// <summary>Finds who can read a body, older versions through upcasters.</summary>
public interface ISnapshotFormatRegistry
{
    /// <summary>The sink for a type and version; null when there is none.</summary>
    ISnapshotSink<TState>? FindSink<TState>(string payloadType, int payloadVersion);
}
