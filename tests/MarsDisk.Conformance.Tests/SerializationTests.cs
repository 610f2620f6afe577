using System.Text;

namespace MarsDisk.Conformance.Tests;

public sealed class SerializationTests() : Spec(new SpecSetup
{
    Serializers = new Dictionary<Type, Type> { [typeof(INote)] = typeof(NoteSerializer) },
})
{
    private interface INote;

    [Fact]
    public void The_serializer_is_found_by_an_interface_of_the_object()
    {
        var serializer = Sys.Serialization.FindSerializerFor(new Hint("here"));

        Assert.IsType<NoteSerializer>(serializer);
        Assert.Equal(5171, serializer.Identifier);
        Assert.True(serializer.IncludeManifest);
    }

    [Fact]
    public void Bytes_identifier_and_manifest_give_the_object_back()
    {
        var hint = new Hint("here");
        var serializer = (SerializerWithStringManifest)Sys.Serialization.FindSerializerForType(typeof(Hint));

        var bytes = serializer.ToBinary(hint);

        Assert.Equal(hint, Sys.Serialization.Deserialize(bytes, serializer.Identifier, serializer.Manifest(hint)));
    }

    [Fact]
    public void Different_classes_have_different_manifests()
    {
        var serializer = (SerializerWithStringManifest)Sys.Serialization.FindSerializerFor(new Warned("there"));

        Assert.Equal("hint:1", serializer.Manifest(new Hint("here")));
        Assert.Equal("warned:1", serializer.Manifest(new Warned("there")));
    }

    [Fact]
    public void An_unknown_identifier_is_refused()
    {
        var error = Assert.ThrowsAny<Exception>(() => Sys.Serialization.Deserialize([1], 4711, "hint:1"));

        Assert.Contains("4711", error.Message, StringComparison.Ordinal);
    }

    private sealed record Hint(string Text) : INote;

    private sealed record Warned(string Text) : INote;

    private sealed class NoteSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override int Identifier => 5171;

        public override string Manifest(object o) => o is Hint ? "hint:1" : "warned:1";

        public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(obj is Hint hint ? hint.Text : ((Warned)obj).Text);

        public override object FromBinary(byte[] bytes, string manifest) => manifest == "hint:1"
            ? new Hint(Encoding.UTF8.GetString(bytes))
            : new Warned(Encoding.UTF8.GetString(bytes));
    }
}
