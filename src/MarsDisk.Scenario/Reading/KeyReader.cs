using MarsDisk.Scenario.Checks;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Reading;

/// <summary>Reads names and keys.</summary>
internal static class KeyReader
{
    /// <summary>One name.</summary>
    public static bool Name(scoped ref FrameCursor cursor, Expected expected, out string name)
    {
        var start = cursor.At;
        var bytes = cursor.TakeName();
        name = "";
        if (bytes.IsEmpty)
            return cursor.Fail(expected);
        if (bytes.Length > cursor.Limits.MaxNameBytes)
            return LimitFindings.NameBytes(ref cursor, start, cursor.At, bytes.Length);
        name = cursor.Names.Name(bytes);
        return true;
    }

    /// <summary>Names joined by points.</summary>
    public static bool Path(scoped ref FrameCursor cursor, out string path)
    {
        var start = cursor.At;
        var segments = 0;
        path = "";
        while (true)
        {
            var segment = cursor.At;
            var bytes = cursor.TakeName();
            if (bytes.IsEmpty)
                return cursor.Fail(segments == 0 ? Expected.Path : Expected.Name);
            if (bytes.Length > cursor.Limits.MaxNameBytes)
                return LimitFindings.NameBytes(ref cursor, segment, cursor.At, bytes.Length);
            segments++;
            if (cursor.Peek != '.')
                break;
            cursor.At++;
        }

        if (segments > cursor.Limits.MaxPathSegments)
            return LimitFindings.PathSegments(ref cursor, start, cursor.At, segments);
        path = cursor.Names.Key(cursor.Bytes[start..cursor.At]);
        return true;
    }
}
