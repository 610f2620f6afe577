namespace MarsDisk.Runtime;

/// <summary>Turns objects into bytes and back.</summary>
public abstract class Serializer(ExtendedActorSystem system)
{
    /// <summary>A number for this serializer, the same for ever.</summary>
    public virtual int Identifier => throw new InvalidOperationException($"{GetType().Name} has no identifier.");

    /// <summary>The bytes can be read only together with a manifest.</summary>
    public abstract bool IncludeManifest { get; }

    /// <summary>The system it serves.</summary>
    protected ExtendedActorSystem System { get; } = system;

    /// <summary>The bytes of an object.</summary>
    public abstract byte[] ToBinary(object obj);

    /// <summary>The object of some bytes.</summary>
    public abstract object FromBinary(byte[] bytes, Type type);
}
