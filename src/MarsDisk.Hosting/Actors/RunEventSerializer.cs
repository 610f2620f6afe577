using MarsDisk.Journal.Events;

namespace MarsDisk.Hosting.Actors;

/// <summary>Bytes of run events under their manifests, for whatever in the actor system needs them (architecture.md §7.3).</summary>
internal sealed class RunEventSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Stored with the bytes by journals of others; never changes.</summary>
    public override int Identifier => 5170;

    public override string Manifest(object o) => RunEventCodec.ManifestOf((IRunEvent)o);

    public override byte[] ToBinary(object obj) => RunEventCodec.Encode((IRunEvent)obj);

    public override object FromBinary(byte[] bytes, string manifest) => RunEventCodec.Decode(manifest, bytes);
}
