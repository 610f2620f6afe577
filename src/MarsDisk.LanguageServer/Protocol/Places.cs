namespace MarsDisk.LanguageServer.Protocol;

/// <summary>A place between two characters; line and character count from 0, characters in the encoding agreed on.</summary>
internal readonly record struct TextPosition(int Line, int Character);

/// <summary>A half-open range.</summary>
internal readonly record struct TextRange(TextPosition Start, TextPosition End);

/// <summary>A range of a document.</summary>
internal sealed record TextLocation(string Uri, TextRange Range);

/// <summary>Names a document.</summary>
internal sealed record DocumentName(string Uri);

/// <summary>A document and a place in it.</summary>
internal record PlaceParameters(DocumentName TextDocument, TextPosition Position);

/// <summary>A whole document.</summary>
internal sealed record DocumentParameters(DocumentName TextDocument);

/// <summary>A range of a document.</summary>
internal sealed record RangeParameters(DocumentName TextDocument, TextRange Range);
