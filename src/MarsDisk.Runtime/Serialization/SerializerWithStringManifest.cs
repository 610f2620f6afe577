namespace MarsDisk.Runtime;

/// <summary>Turns objects into bytes that outlive their type names: a manifest of the product's own says what they are.</summary>
public abstract class SerializerWithStringManifest(ExtendedActorSystem system) : Serializer(system)
{
    /// <inheritdoc/>
    public sealed override bool IncludeManifest => true;

    /// <inheritdoc/>
    public sealed override object FromBinary(byte[] bytes, Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return FromBinary(bytes, $"{type.FullName}, {type.Assembly.GetName().Name}");
    }

    /// <summary>The object of some bytes.</summary>
    public abstract object FromBinary(byte[] bytes, string manifest);

    /// <summary>What an object is, in a word that is stored with its bytes.</summary>
    public abstract string Manifest(object o);
}
