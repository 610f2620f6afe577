using System.Text;

namespace MarsDisk.Scenario.Stored;

/// <summary>
/// Statements as bytes, for the journal of a coordinator (<c>docs/formats/scenario-journal.md</c>): exact values, places
/// included.
/// </summary>
public static class StatementBytes
{
    internal const byte Version = 1;

    /// <summary>The bytes of a statement.</summary>
    /// <exception cref="ArgumentException">It is none that is stored.</exception>
    public static byte[] Of(ScenarioStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        using var stream = new MemoryStream();
        using (var output = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            output.Write(Version);
            new StatementWriter(output).Write(statement);
        }

        return stream.ToArray();
    }

    /// <summary>The statement of some bytes.</summary>
    /// <exception cref="InvalidDataException">They are not those of a statement.</exception>
    public static ScenarioStatement Read(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        using var input = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        try
        {
            var version = input.ReadByte();
            return version == Version
                ? new StatementReader(input).Statement()
                : throw new InvalidDataException($"A stored statement has version {version}; this program reads {Version}.");
        }
        catch (EndOfStreamException error)
        {
            throw new InvalidDataException("A stored statement ends too early.", error);
        }
    }
}
