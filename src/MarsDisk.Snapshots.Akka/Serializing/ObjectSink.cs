using System.Runtime.Serialization;
using MarsDisk.Snapshots.Sources;

namespace MarsDisk.Snapshots.Akka;

/// <summary>Builds the object that a recovering actor is offered: by its serializer, or by a sink that the host registered.</summary>
internal sealed class ObjectSink(ActorSystem system, FormatRegistry formats, long maxArrayBytes) : ISnapshotSink<object>
{
    public bool CanRead(string payloadType, int payloadVersion) =>
        ObjectType.Parse(payloadType) is not null || formats.FindSink<object>(payloadType, payloadVersion) is not null;

    public async ValueTask<object> ReadBodyAsync(Stream body, SnapshotPayloadHandle handle, CancellationToken cancellation)
    {
        if (ObjectType.Parse(handle.PayloadType) is not { } type)
            return await formats.FindSink<object>(handle.PayloadType, handle.PayloadVersion)!.ReadBodyAsync(body, handle, cancellation).ConfigureAwait(false);
        if (StreamingOf(type.SerializerId) is { } streaming)
            return PluginRuntime.WithTransport(system, () => streaming.ReadFrom(body, type.Manifest));
        if (handle.BodyLength < 0 || handle.BodyLength > maxArrayBytes)
            throw new SerializationException($"The snapshot has {handle.BodyLength} bytes; max-fallback-bytes is {maxArrayBytes}.");
        var bytes = GC.AllocateUninitializedArray<byte>((int)handle.BodyLength);
        await body.ReadExactlyAsync(bytes, cancellation).ConfigureAwait(false);
        return PluginRuntime.WithTransport(system, () => system.Serialization.Deserialize(bytes, type.SerializerId, type.Manifest));
    }

    // Serializers are found by class in either runtime, by identifier in neither.
    private IStreamSnapshotSerializer? StreamingOf(int identifier) => PluginRuntime.BoundTypes(system)
        .Select(type => system.Serialization.FindSerializerForType(type))
        .OfType<IStreamSnapshotSerializer>()
        .FirstOrDefault(serializer => ((Serializer)serializer).Identifier == identifier);
}
