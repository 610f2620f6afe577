using MarsDisk.Journal.Events;

namespace MarsDisk.Hosting.Actors;

/// <summary>Bytes of scenario events under their manifests, for whatever in the actor system needs them (architecture.md §7.3).</summary>
internal sealed class ScenarioEventSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Stored with the bytes by journals of others; never changes.</summary>
    public override int Identifier => 5171;

    public override string Manifest(object o) => ScenarioEventCodec.ManifestOf((IScenarioEvent)o);

    public override byte[] ToBinary(object obj) => ScenarioEventCodec.Encode((IScenarioEvent)obj);

    public override object FromBinary(byte[] bytes, string manifest) => ScenarioEventCodec.Decode(manifest, bytes);
}
