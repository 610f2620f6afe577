using System.Runtime.Serialization;

namespace MarsDisk.Runtime;

/// <summary>Finds the serializer of an object by its class, and that of stored bytes by its identifier.</summary>
public sealed class Serialization
{
    private readonly List<(Type Type, Serializer Serializer)> _bindings = [];

    internal Serialization(ExtendedActorSystem system)
    {
        foreach (var (type, create) in system.Setup.Serializers)
            _bindings.Add((type, create(system)));
    }

    /// <summary>The manifest that has to be stored with the bytes of <paramref name="msg"/>; empty if none is needed.</summary>
    public static string ManifestFor(Serializer s, object msg)
    {
        ArgumentNullException.ThrowIfNull(s);
        ArgumentNullException.ThrowIfNull(msg);
        return s switch
        {
            SerializerWithStringManifest named => named.Manifest(msg),
            { IncludeManifest: true } => $"{msg.GetType().FullName}, {msg.GetType().Assembly.GetName().Name}",
            _ => "",
        };
    }

    /// <summary>The serializer for the object's class: the binding that names it, or the most specific one above it.</summary>
    /// <exception cref="SerializationException">No binding fits.</exception>
    public Serializer FindSerializerFor(object obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        return FindSerializerForType(obj.GetType());
    }

    /// <summary>The serializer for a class.</summary>
    /// <exception cref="SerializationException">No binding fits.</exception>
    public Serializer FindSerializerForType(Type objectType)
    {
        ArgumentNullException.ThrowIfNull(objectType);
        var fitting = _bindings.Where(binding => binding.Type.IsAssignableFrom(objectType)).ToList();
        var best = fitting.Find(binding => fitting.TrueForAll(other => other.Type.IsAssignableFrom(binding.Type)));
        return best.Serializer ?? throw new SerializationException($"The setup of the system names no serializer for {objectType}.");
    }

    /// <summary>The bytes of an object.</summary>
    /// <exception cref="SerializationException">No binding fits.</exception>
    public byte[] Serialize(object o) => FindSerializerFor(o).ToBinary(o);

    /// <summary>The object of stored bytes.</summary>
    /// <exception cref="SerializationException">There is no serializer with that identifier.</exception>
    public object Deserialize(byte[] bytes, int serializerId, string manifest)
    {
        var serializer = _bindings.Find(binding => binding.Serializer.Identifier == serializerId).Serializer
            ?? throw new SerializationException($"The setup of the system names no serializer with the identifier {serializerId}.");
        return serializer is SerializerWithStringManifest named
            ? named.FromBinary(bytes, manifest)
            : serializer.FromBinary(bytes, Type.GetType(manifest, throwOnError: true)!);
    }
}
