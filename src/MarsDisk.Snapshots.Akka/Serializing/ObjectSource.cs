namespace MarsDisk.Snapshots.Akka;

/// <summary>An object that the actor system's serializer writes: as a stream where it can, else through one array.</summary>
internal sealed class ObjectSource : ISnapshotSource
{
    private const int SliceBytes = 1 << 20;

    private readonly ActorSystem _system;
    private readonly object _snapshot;
    private readonly Serializer _serializer;

    public ObjectSource(ActorSystem system, object snapshot, string defaultSerializer)
    {
        _system = system;
        _snapshot = snapshot;
        _serializer = PluginRuntime.FindSerializer(system, snapshot, defaultSerializer);
        PayloadType = new ObjectType(_serializer.Identifier, Serialization.ManifestFor(_serializer, snapshot)).ToString();
    }

    public string ContentType => "application/octet-stream";

    public string PayloadType { get; }

    public int PayloadVersion => 1;

    public SnapshotMutability Mutability => SnapshotMutability.Immutable;

    public long? EstimatedBodyBytes => null;

    /// <summary>The whole object passes through one array.</summary>
    public bool IsArray => _serializer is not IStreamSnapshotSerializer;

    public async ValueTask WriteBodyAsync(Stream body, CancellationToken cancellation)
    {
        if (_serializer is IStreamSnapshotSerializer streaming)
        {
            PluginRuntime.WithTransport(_system, () =>
            {
                streaming.WriteTo(_snapshot, body);
                return true;
            });
            return;
        }
        var bytes = PluginRuntime.WithTransport(_system, () => _serializer.ToBinary(_snapshot));

        // The first write announces the whole length, so that what is too long is refused before a byte of it is stored.
        for (var at = 0; at < bytes.Length; at += SliceBytes)
            await body.WriteAsync(bytes.AsMemory(at, Math.Min(SliceBytes, bytes.Length - at)), cancellation).ConfigureAwait(false);
    }
}
