using System.Text;

namespace MarsDisk.Snapshots.Akka.Tests;

/// <summary>A state that a serializer writes through one array.</summary>
public sealed record Note(string Text);

/// <summary>A state that a serializer writes as a stream.</summary>
public sealed record LongNote(string Text);

/// <summary>Writes <see cref="Note"/> with a manifest of its own.</summary>
public sealed class NoteSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 7301;

    public override string Manifest(object o) => "note";

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Note)obj).Text);

    public override object FromBinary(byte[] bytes, string manifest) => new Note($"{manifest}: {Encoding.UTF8.GetString(bytes)}");
}

/// <summary>Writes <see cref="LongNote"/> as a stream; an array of it is never made.</summary>
public sealed class LongNoteSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system), IStreamSnapshotSerializer
{
    public override int Identifier => 7302;

    public override string Manifest(object o) => "long:note";

    public override byte[] ToBinary(object obj) => throw new NotSupportedException("An array was asked for.");

    public override object FromBinary(byte[] bytes, string manifest) => throw new NotSupportedException("An array was given.");

    public void WriteTo(object obj, Stream stream)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        for (var line = 0; line < 1000; line++)
            writer.WriteLine(((LongNote)obj).Text);
    }

    public object ReadFrom(Stream stream, string manifest)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new LongNote($"{manifest}: {lines.Length} times {lines[^1]}");
    }
}
