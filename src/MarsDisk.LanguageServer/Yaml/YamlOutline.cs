using System.Text;

namespace MarsDisk.LanguageServer.Yaml;

/// <summary>
/// The keys of a YAML text that is being written: unlike a parser it reads every text, complete or not, and takes what looks
/// like a key for one. Whether the text is valid is for the checker to say.
/// </summary>
internal sealed class YamlOutline
{
    private readonly byte[] _text;
    private readonly List<YamlEntry> _entries = [];
    private readonly List<Level> _levels = [];
    private int _at;

    private YamlOutline(byte[] text)
    {
        _text = text;
    }

    private readonly record struct Level(int Indent, string Path, bool IsItem);

    private bool IsAtEnd => _at >= _text.Length;

    private string Section => _levels.Count == 0 ? "" : _levels[^1].Path;

    /// <summary>The keys of a text in their order.</summary>
    public static IReadOnlyList<YamlEntry> Read(ReadOnlySpan<byte> text)
    {
        var outline = new YamlOutline(text.ToArray());
        outline.ReadLines();
        return outline._entries;
    }

    /// <summary>What the end of a text expects; null inside a comment or a block of text.</summary>
    public static YamlCursor? CursorBehind(ReadOnlySpan<byte> text) => new YamlOutline(text.ToArray()).ReadLines();

    private YamlCursor? ReadLines()
    {
        YamlCursor? cursor = new YamlCursor("", false, 0);
        while (!IsAtEnd)
        {
            var lineStart = _at;
            SkipBlanks();
            cursor = ReadLine(_at - lineStart);
            SkipToLineEnd();
            if (IsAtEnd)
                break;
            _at++;
            cursor = new YamlCursor("", false, _at);
        }

        return cursor;
    }

    // Returns what is expected where the text ends, if it ends in this line.
    private YamlCursor? ReadLine(int indent)
    {
        while (StartsItem())
        {
            Leave(level => level.Indent > indent || (level.Indent == indent && level.IsItem));
            _levels.Add(new Level(indent, Section + "[]", IsItem: true));
            _at++;
            var before = _at;
            SkipBlanks();
            indent += 1 + _at - before;
        }

        if (IsAtEnd)
        {
            // An empty line continues the section to which its indentation belongs.
            Leave(level => level.Indent >= indent && !level.IsItem);
            return new YamlCursor(Section, false, _at);
        }

        if (_text[_at] is (byte)'#' or (byte)'\n' or (byte)'\r')
            return null;
        Leave(level => level.Indent >= indent && !(level.IsItem && level.Indent < indent));
        if (_text[_at] is (byte)'{' or (byte)'[')
            return ReadFlow(Section);
        return ReadEntry(Section, indent, isFlow: false);
    }

    private YamlCursor? ReadEntry(string section, int indent, bool isFlow)
    {
        var keyStart = _at;
        var key = ReadKey(isFlow);
        if (IsAtEnd || key is null)
            return new YamlCursor(section, false, keyStart);

        var keyEnd = keyStart + key.Length;
        var path = section.Length == 0 ? Name(key) : $"{section}.{Name(key)}";
        _at++;
        SkipBlanks();
        var valueStart = _at;
        var cursor = ReadValue(path, indent, isFlow);
        _entries.Add(new YamlEntry(path, keyStart, keyEnd, valueStart, ValueEnd(valueStart)));
        return cursor;
    }

    private YamlCursor? ReadValue(string path, int indent, bool isFlow)
    {
        if (IsAtEnd)
            return new YamlCursor(path, true, _at);
        switch (_text[_at])
        {
            case (byte)'{' or (byte)'[':
                return ReadFlow(path);
            case (byte)'|' or (byte)'>' when !isFlow:
                SkipBlock(indent);
                return null;
            case (byte)'#' or (byte)'\n' or (byte)'\r' when !isFlow:
                _levels.Add(new Level(indent, path, IsItem: false));
                return null;
        }

        var start = _at;
        SkipScalar(isFlow);
        return new YamlCursor(path, true, start);
    }

    // A list or mapping in brackets, over as many lines as it takes.
    private YamlCursor? ReadFlow(string path)
    {
        var isList = _text[_at++] == (byte)'[';
        var inner = isList ? path + "[]" : path;
        while (true)
        {
            SkipSpace();
            if (IsAtEnd)
                return new YamlCursor(inner, isList, _at);
            if (_text[_at] is (byte)'}' or (byte)']')
            {
                _at++;
                return null;
            }

            if (_text[_at] == (byte)',')
            {
                _at++;
                continue;
            }

            var cursor = isList ? ReadValue(inner, 0, isFlow: true) : ReadEntry(inner, 0, isFlow: true);
            if (IsAtEnd)
                return cursor;
        }
    }

    // The text up to the colon behind it; null when the line has none.
    private byte[]? ReadKey(bool isFlow)
    {
        var start = _at;
        if (_text[_at] is (byte)'"' or (byte)'\'')
            SkipQuoted();
        for (; !IsAtEnd; _at++)
        {
            var here = _text[_at];
            if (here == (byte)'\n' || (isFlow && here is (byte)',' or (byte)'}' or (byte)']'))
                return null;
            if (here == (byte)':' && (_at + 1 == _text.Length || _text[_at + 1] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r'))
                break;
        }

        return _text[start.._at];
    }

    private void SkipScalar(bool isFlow)
    {
        if (_text[_at] is (byte)'"' or (byte)'\'')
            SkipQuoted();
        for (; !IsAtEnd && _text[_at] != (byte)'\n'; _at++)
        {
            if (isFlow && _text[_at] is (byte)',' or (byte)'}' or (byte)']')
                return;
            if (_text[_at] == (byte)'#' && _text[_at - 1] is (byte)' ' or (byte)'\t')
                return;
        }
    }

    private void SkipQuoted()
    {
        var quote = _text[_at++];
        while (!IsAtEnd && _text[_at] != quote)
            _at += quote == (byte)'"' && _text[_at] == (byte)'\\' ? 2 : 1;
        _at = Math.Min(_at + 1, _text.Length);
    }

    // The lines of a block of text are indented deeper than its key.
    private void SkipBlock(int indent)
    {
        while (true)
        {
            SkipToLineEnd();
            var next = _at + 1;
            var first = next;
            while (first < _text.Length && _text[first] == (byte)' ')
                first++;
            if (next >= _text.Length || (_text[first < _text.Length ? first : next] is not ((byte)'\n' or (byte)'\r') && first - next <= indent))
                return;
            _at = first;
        }
    }

    private bool StartsItem()
        => !IsAtEnd && _text[_at] == (byte)'-' && (_at + 1 == _text.Length || _text[_at + 1] is (byte)' ' or (byte)'\n' or (byte)'\r');

    private void Leave(Predicate<Level> isLeft)
    {
        while (_levels.Count > 0 && isLeft(_levels[^1]))
            _levels.RemoveAt(_levels.Count - 1);
    }

    private void SkipBlanks()
    {
        while (!IsAtEnd && _text[_at] is (byte)' ' or (byte)'\t')
            _at++;
    }

    private void SkipSpace()
    {
        while (!IsAtEnd && _text[_at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'#')
        {
            if (_text[_at] == (byte)'#')
                SkipToLineEnd();
            else
                _at++;
        }
    }

    private void SkipToLineEnd()
    {
        while (!IsAtEnd && _text[_at] != (byte)'\n')
            _at++;
    }

    private int ValueEnd(int start)
    {
        var end = Math.Min(_at, _text.Length);
        while (end > start && _text[end - 1] is (byte)' ' or (byte)'\t' or (byte)'\r')
            end--;
        return end;
    }

    private static string Name(byte[] key) => Encoding.UTF8.GetString(key).Trim().Trim('"', '\'');
}
