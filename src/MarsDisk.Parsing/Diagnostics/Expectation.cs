namespace MarsDisk.Parsing;

/// <summary>Kind of something that would have been accepted.</summary>
public enum ExpectationKind : byte
{
    /// <summary>Exact text.</summary>
    Token,

    /// <summary>A whole word.</summary>
    Keyword,

    /// <summary>A rule of the grammar.</summary>
    Rule,

    /// <summary>The end of the source.</summary>
    Eof,

    /// <summary>Anything but this.</summary>
    Not,

    /// <summary>One of a class of characters.</summary>
    Class,

    /// <summary>Said in words.</summary>
    Custom,
}

/// <summary>Something that would have been accepted.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">The text itself, or the name of the rule or class.</param>
public readonly record struct Expectation(ExpectationKind Kind, string Text);

/// <summary>Expectations at a place, in the order in which they are shown.</summary>
/// <param name="MessageKey">Key of the message, <c>parse.expected</c>.</param>
/// <param name="LocaleArgs">Its arguments by position.</param>
/// <param name="Humanized">The same as an English sentence.</param>
/// <param name="ContextNote">For example <c>after "="</c>.</param>
/// <param name="Alternatives">At most eight.</param>
/// <param name="Omitted">How many more there are.</param>
public sealed record ExpectationSummary(
    string MessageKey, IReadOnlyList<string> LocaleArgs, string Humanized,
    string? ContextNote, IReadOnlyList<Expectation> Alternatives, int Omitted);
