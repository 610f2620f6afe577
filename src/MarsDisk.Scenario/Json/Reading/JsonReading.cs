using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Grammar;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Json;

/// <summary>Reads something of the text grammar from a string.</summary>
internal delegate bool TextRule<T>(scoped ref FrameCursor cursor, out T value);

/// <summary>
/// Reads the values of one line. The first thing that is wrong is kept, everything after it is skipped: a reader returns a
/// default then, and the statement is not committed.
/// </summary>
internal ref struct JsonReading
{
    public readonly ReadOnlySpan<byte> Bytes;
    public readonly JsonLine Tokens;
    public readonly RunConfig Config;

    private readonly long _baseOffset;
    private readonly long _baseLine;
    private readonly ScenarioContext _context;

    public JsonReading(in Input input, JsonLine tokens, RunConfig config, ScenarioContext context)
    {
        Bytes = input.Bytes;
        Tokens = tokens;
        Config = config;
        _baseOffset = input.BaseOffset;
        _baseLine = input.BaseLine;
        _context = context;
    }

    /// <summary>What is wrong first; null: nothing so far.</summary>
    public Diagnostic? Finding { get; private set; }

    /// <summary>Nothing is wrong so far.</summary>
    public readonly bool IsOk => Finding is null;

    /// <summary>The whole line.</summary>
    public readonly SourceSpan Whole => Range(0, Bytes.Length);

    /// <summary>A range of the line.</summary>
    public readonly SourceSpan Range(int start, int end)
        => new(_baseOffset + start, _baseOffset + end, _baseLine, start + 1, _baseLine, end + 1);

    /// <summary>The place of a token.</summary>
    public readonly SourceSpan At(int token) => Range(Tokens[token].Start, Tokens[token].End);

    /// <summary>Text of this line, or made from it, as the text grammar takes it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Its index in the line.</param>
    public readonly Input InputOf(ReadOnlySpan<byte> text, int start = 0) => new(text, _baseOffset + start, _baseLine, true, default);

    /// <summary>Whether a name or string is this one.</summary>
    public readonly bool Is(int token, ReadOnlySpan<byte> text)
        => Tokens[token].Kind is JsonTokenType.String or JsonTokenType.PropertyName
            && Bytes[(Tokens[token].Start + 1)..(Tokens[token].End - 1)].SequenceEqual(text);

    /// <summary>Keeps what is wrong, if nothing was before.</summary>
    public void Fail(Diagnostic finding) => Finding ??= finding;

    /// <summary>A token of another kind than expected.</summary>
    public void Unexpected(int token, params ReadOnlySpan<string> expected)
    {
        var kind = Tokens[token].Kind;
        var found = kind is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.PropertyName
            ? FoundText.At(Bytes, Tokens[token].Start, "the end of the line")
            : Tokens[token].Word;
        var all = new List<Expectation>();
        foreach (var text in expected)
            all.Add(new Expectation(text.Contains(' ', StringComparison.Ordinal) ? ExpectationKind.Rule : ExpectationKind.Keyword, text));
        var summary = ExpectationSummaries.Of(all, found);
        Fail(new Diagnostic("scn.syntax.expected", Severity.Error, summary.Humanized, At(token)) { Expected = summary });
    }

    /// <summary>The members of an object by name, −1 for those that are missing; other names are mistakes.</summary>
    public void Members(int token, scoped ReadOnlySpan<string> names, scoped Span<int> found)
    {
        found.Fill(-1);
        if (Tokens[token].Kind != JsonTokenType.StartObject)
        {
            Unexpected(token, "an object");
            return;
        }

        for (var name = token + 1; name < Tokens[token].After; name = Tokens[name + 1].After)
        {
            var index = IndexOf(names, name);
            if (index < 0)
                Unexpected(name, names);
            else if (found[index] >= 0)
                Duplicate(name);
            else
                found[index] = name + 1;
        }
    }

    /// <summary>A member that must be there.</summary>
    public bool Has(int owner, int token, string name)
    {
        if (token >= 0)
            return true;
        var end = Tokens[owner].End - 1;
        var summary = ExpectationSummaries.Of([new Expectation(ExpectationKind.Keyword, name)], "the end of the object");
        Fail(new Diagnostic("scn.syntax.expected", Severity.Error, summary.Humanized, Range(end, end + 1)) { Expected = summary });
        return false;
    }

    /// <summary>A plain string.</summary>
    public string Text(int token)
    {
        if (Tokens[token].Kind != JsonTokenType.String)
        {
            Unexpected(token, "a string");
            return "";
        }

        if (!TryUnescape(token, out var text))
            return "";
        if (text.Length <= Config.Limits.MaxStringBytes)
            return Encoding.UTF8.GetString(text);
        Fail(JsonFindings.Limit("string_bytes", "string", nameof(ParseLimits.MaxStringBytes), Config.Limits.MaxStringBytes, text.Length, At(token)));
        return "";
    }

    /// <summary>A string that names a run, a sweep or a scenario.</summary>
    public string Id(int token)
    {
        var id = Text(token);
        var bytes = Tokens[token].End - Tokens[token].Start - 2;
        if (IsOk && bytes > Config.Limits.MaxNameBytes)
            Fail(JsonFindings.Limit("name_bytes", "name", nameof(ParseLimits.MaxNameBytes), Config.Limits.MaxNameBytes, bytes, At(token)));
        return id;
    }

    /// <summary>A string or null.</summary>
    public string? OptionalText(int token) => Tokens[token].Kind == JsonTokenType.Null ? null : Text(token);

    /// <summary>A whole number that fits.</summary>
    public int Integer(int token)
    {
        if (Tokens[token].Kind == JsonTokenType.Number
            && int.TryParse(Bytes[Tokens[token].Start..Tokens[token].End], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return value;
        Unexpected(token, "a whole number");
        return 0;
    }

    /// <summary>One of some words.</summary>
    public int Word(int token, params ReadOnlySpan<string> words)
    {
        var index = Tokens[token].Kind == JsonTokenType.String ? IndexOf(words, token) : -1;
        if (index < 0)
            Unexpected(token, words);
        return Math.Max(index, 0);
    }

    /// <summary>A string, name or number that holds something of the text grammar, and nothing else.</summary>
    /// <param name="token">The token.</param>
    /// <param name="rule">What it holds.</param>
    /// <param name="expected">What is expected, for a token of another kind.</param>
    public T? Rule<T>(int token, TextRule<T> rule, Expected expected)
    {
        if (!IsOk)
            return default;
        var (kind, start, end, _) = Tokens[token];
        if (kind == JsonTokenType.Number)
            return Parse(Bytes[..end], start, rule, token);
        if (kind is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            Unexpected(token, Expectations.Text(expected));
            return default;
        }

        // Without escapes the text is part of the line, and every place in it is one of the line.
        if (!Bytes[start..end].Contains((byte)'\\'))
            return Parse(Bytes[..(end - 1)], start + 1, rule, token);
        return TryUnescape(token, out var text) ? Parse(text, 0, rule, token) : default;
    }

    private T? Parse<T>(ReadOnlySpan<byte> text, int start, TextRule<T> rule, int token)
    {
        var input = InputOf(text);
        var cursor = new FrameCursor(input, Config, _context.Names, null) { At = start };
        if (rule(ref cursor, out var value) && cursor.IsAtEnd)
            return value;
        var failures = new Failures();
        cursor = new FrameCursor(input, Config, _context.Names, failures) { At = start };
        if (rule(ref cursor, out _))
        {
            cursor.SkipBlanks();
            cursor.Fail(Expected.EndOfLine);
        }

        var finding = SyntaxError.Of(ref cursor, failures, _context, text.Length);
        // Text made from escapes has places of its own; its string is the nearest one of the line.
        Fail(start > 0 ? finding : finding with { At = At(token), FixIts = [] });
        return default;
    }

    private bool TryUnescape(int token, out byte[] text)
    {
        if (JsonLine.TryUnescape(Bytes, Tokens[token], out text))
            return true;
        Fail(new Diagnostic("scn.lex.bad_escape", Severity.Error, "the string has half of a surrogate pair", At(token)));
        return false;
    }

    /// <summary>A name that stands twice in one object.</summary>
    public void Duplicate(int name)
        => Fail(new Diagnostic("scn.key.duplicate", Severity.Error, $"{FoundText.At(Bytes, Tokens[name].Start, "")} stands twice in one object.", At(name)));

    /// <summary>Which of some words a name or string is, −1 for none.</summary>
    public readonly int IndexOf(scoped ReadOnlySpan<string> words, int token)
    {
        if (Tokens[token].Kind is not (JsonTokenType.String or JsonTokenType.PropertyName))
            return -1;
        var raw = Bytes[(Tokens[token].Start + 1)..(Tokens[token].End - 1)];
        for (var index = 0; index < words.Length; index++)
        {
            if (Ascii.Equals(raw, words[index]))
                return index;
        }

        return -1;
    }
}
