using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Reading;

/// <summary>Reads <c>key = value</c>. The span of an assignment begins at its key.</summary>
internal static class AssignmentReader
{
    /// <summary>A key of the configuration.</summary>
    public static bool Key(scoped ref FrameCursor cursor, out Assignment assignment)
    {
        assignment = default;
        var start = cursor.Here;
        return KeyReader.Path(ref cursor, out var key) && Rest(ref cursor, start, key, out assignment);
    }

    /// <summary>An option: one name.</summary>
    public static bool Option(scoped ref FrameCursor cursor, out Assignment assignment)
    {
        assignment = default;
        var start = cursor.Here;
        return KeyReader.Name(ref cursor, Expected.Name, out var name) && Rest(ref cursor, start, name, out assignment);
    }

    private static bool Rest(scoped ref FrameCursor cursor, Mark start, string key, out Assignment assignment)
    {
        assignment = default;
        cursor.SkipBlanks();
        if (!cursor.Symbol((byte)'=', Expected.Equals))
            return false;
        cursor.SkipBlanks();
        if (!ValueReader.Read(ref cursor, out var value))
            return false;
        assignment = new(key, value, cursor.From(start));
        return true;
    }
}
