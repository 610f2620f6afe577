namespace MarsDisk.Runtime;

/// <summary>Turns objects into bytes that outlive their type names: a manifest of the product's own says what they are.</summary>
public abstract class SerializerWithStringManifest(ExtendedActorSystem system)
{
    /// <summary>A number for this serializer, the same for ever.</summary>
    public abstract int Identifier { get; }

    /// <summary>The system it serves.</summary>
    protected ExtendedActorSystem System { get; } = system;

    /// <summary>The bytes of an object.</summary>
    public abstract byte[] ToBinary(object obj);

    /// <summary>The object of some bytes.</summary>
    public abstract object FromBinary(byte[] bytes, string manifest);

    /// <summary>What an object is, in a word that is stored with its bytes.</summary>
    public abstract string Manifest(object o);
}
