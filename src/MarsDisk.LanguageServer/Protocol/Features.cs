namespace MarsDisk.LanguageServer.Protocol;

/// <summary>A replaced range.</summary>
internal sealed record RangeEdit(TextRange Range, string NewText);

/// <summary>Changes by document.</summary>
internal sealed record WorkspaceEdit(IReadOnlyDictionary<string, IReadOnlyList<RangeEdit>> Changes);

/// <summary>What an editor draws beside a proposal.</summary>
internal enum CompletionKind
{
    Function = 3,
    Variable = 6,
    Module = 9,
    Property = 10,
    Unit = 11,
    Value = 12,
    Keyword = 14,
    Reference = 18,
    EnumMember = 20,
}

/// <summary>One proposal.</summary>
internal sealed record CompletionItem(string Label, CompletionKind Kind)
{
    public string? Detail { get; init; }

    public MarkupContent? Documentation { get; init; }

    public string? SortText { get; init; }

    public RangeEdit? TextEdit { get; init; }
}

/// <summary>Proposals; complete ones are filtered by the editor while the word grows.</summary>
internal sealed record CompletionList(bool IsIncomplete, IReadOnlyList<CompletionItem> Items);

/// <summary>Text for people, in Markdown.</summary>
internal sealed record MarkupContent(string Value)
{
    public string Kind { get; init; } = "markdown";
}

/// <summary>What is said of the thing under the pointer.</summary>
internal sealed record HoverResult(MarkupContent Contents, TextRange? Range);

/// <summary>What an editor draws beside a symbol.</summary>
internal enum SymbolKind
{
    File = 1,
    Module = 2,
    Property = 7,
    Function = 12,
    Variable = 13,
    Array = 18,
    Object = 19,
    Event = 24,
}

/// <summary>A named part of a document and the parts of it.</summary>
internal sealed record DocumentSymbol(string Name, SymbolKind Kind, TextRange Range, TextRange SelectionRange)
{
    public string? Detail { get; init; }

    public IReadOnlyList<DocumentSymbol>? Children { get; init; }
}

/// <summary>Lines that can be folded, both ends included.</summary>
internal sealed record FoldingRange(int StartLine, int EndLine, string? Kind = null);

/// <summary>textDocument/references.</summary>
internal sealed record ReferenceParameters(DocumentName TextDocument, TextPosition Position, ReferenceContext Context);

/// <summary>Whether the declaration is one of the references.</summary>
internal sealed record ReferenceContext(bool IncludeDeclaration);

/// <summary>textDocument/rename.</summary>
internal sealed record RenameParameters(DocumentName TextDocument, TextPosition Position, string NewName);

/// <summary>textDocument/onTypeFormatting.</summary>
internal sealed record TypedFormattingParameters(DocumentName TextDocument, TextPosition Position, string Ch);

/// <summary>textDocument/semanticTokens/full/delta.</summary>
internal sealed record TokensDeltaParameters(DocumentName TextDocument, string PreviousResultId);

/// <summary>Tokens as five numbers each: lines and characters since the last one, length, type, modifiers.</summary>
internal sealed record SemanticTokens(string? ResultId, IReadOnlyList<int> Data);

/// <summary>The numbers that changed since an earlier result.</summary>
internal sealed record SemanticTokensDelta(string ResultId, IReadOnlyList<TokensEdit> Edits);

/// <summary>Replaced numbers.</summary>
internal sealed record TokensEdit(int Start, int DeleteCount, IReadOnlyList<int> Data);
