using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Hocon;

/// <summary>A position in a text that counts lines and columns from 1.</summary>
internal sealed class HoconScanner(string text, string file)
{
    public const char End = '\0';

    private int _at;
    private int _line = 1;
    private int _lineStart;

    public Place Place => new(file, _line, _at - _lineStart + 1);

    public bool IsAtEnd => _at >= text.Length;

    public char Current => IsAtEnd ? End : text[_at];

    public bool LooksAt(string expected) => string.CompareOrdinal(text, _at, expected, 0, expected.Length) == 0;

    public bool IsAtComment => Current == '#' || LooksAt("//");

    public bool IsAtLineEnd => IsAtEnd || Current == '\n';

    public char Take()
    {
        var taken = text[_at++];
        if (taken == '\n')
        {
            _line++;
            _lineStart = _at;
        }

        return taken;
    }

    public bool TryTake(string expected)
    {
        if (!LooksAt(expected))
            return false;
        for (var taken = 0; taken < expected.Length; taken++)
            Take();
        return true;
    }

    /// <summary>Characters as long as they fulfil the condition; never beyond the line.</summary>
    public string TakeWhile(Func<char, bool> condition)
    {
        var start = _at;
        while (!IsAtLineEnd && condition(Current))
            Take();
        return text[start.._at];
    }

    /// <summary>Blanks within the line.</summary>
    public void SkipBlanks()
    {
        while (!IsAtLineEnd && char.IsWhiteSpace(Current))
            Take();
    }

    public void SkipLine()
    {
        while (!IsAtLineEnd)
            Take();
    }

    /// <summary>Blanks, line ends and comments.</summary>
    public void SkipSpace()
    {
        while (!IsAtEnd)
        {
            if (IsAtComment)
                SkipLine();
            else if (char.IsWhiteSpace(Current) || Current == '\uFEFF')
                Take();
            else
                return;
        }
    }
}
