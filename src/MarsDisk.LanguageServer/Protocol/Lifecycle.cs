namespace MarsDisk.LanguageServer.Protocol;

/// <summary>What the client says of itself first.</summary>
/// <param name="ProcessId">Process that started the server; the server ends with it.</param>
/// <param name="Capabilities">What it can do.</param>
internal sealed record InitializeParameters(int? ProcessId = null, ClientCapabilities? Capabilities = null);

/// <summary>What the client can do, as far as the server asks.</summary>
internal sealed record ClientCapabilities(GeneralCapabilities? General = null, DocumentCapabilities? TextDocument = null);

/// <summary>Of it: whether findings are asked for, so that they need not be sent unasked.</summary>
internal sealed record DocumentCapabilities(System.Text.Json.JsonElement? Diagnostic = null);

/// <summary>Of it: how characters of a position can be counted, best first.</summary>
internal sealed record GeneralCapabilities(IReadOnlyList<string>? PositionEncodings = null);

/// <summary>What the server answers.</summary>
internal sealed record InitializeResult(ServerCapabilities Capabilities, ServerName ServerInfo);

/// <summary>Name of the server.</summary>
internal sealed record ServerName(string Name, string Version);

/// <summary>What the server does.</summary>
internal sealed record ServerCapabilities
{
    public required string PositionEncoding { get; init; }

    public SynchronisationOptions TextDocumentSync { get; init; } = new(OpenClose: true, Change: 2);

    public CompletionOptions CompletionProvider { get; init; } = new([" ", ".", "=", "\"", "[", ":"]);

    public bool HoverProvider { get; init; } = true;

    public bool DocumentSymbolProvider { get; init; } = true;

    public bool FoldingRangeProvider { get; init; } = true;

    public bool DefinitionProvider { get; init; } = true;

    public bool ReferencesProvider { get; init; } = true;

    public RenameOptions RenameProvider { get; init; } = new(PrepareProvider: true);

    public CodeActionOptions CodeActionProvider { get; init; } = new(["quickfix"]);

    public bool DocumentFormattingProvider { get; init; } = true;

    public bool DocumentRangeFormattingProvider { get; init; } = true;

    public TypedFormattingOptions DocumentOnTypeFormattingProvider { get; init; } = new("}");

    public SemanticTokensOptions SemanticTokensProvider { get; init; } = new();

    public DiagnosticOptions DiagnosticProvider { get; init; } = new("marsdisk", InterFileDependencies: false, WorkspaceDiagnostics: false);
}

/// <summary>Documents are opened and closed; changes come as edits (2).</summary>
internal sealed record SynchronisationOptions(bool OpenClose, int Change);

/// <summary>Characters after which completion is asked for by itself.</summary>
internal sealed record CompletionOptions(IReadOnlyList<string> TriggerCharacters);

/// <summary>Whether a rename can be asked about first.</summary>
internal sealed record RenameOptions(bool PrepareProvider);

/// <summary>Kinds of actions.</summary>
internal sealed record CodeActionOptions(IReadOnlyList<string> CodeActionKinds);

/// <summary>Character after which its line is formatted.</summary>
internal sealed record TypedFormattingOptions(string FirstTriggerCharacter);

/// <summary>Names of token types and modifiers by number, and the forms that are served.</summary>
internal sealed record SemanticTokensOptions
{
    public SemanticTokensLegend Legend { get; init; } = SemanticTokensLegend.Default;

    public bool Range { get; init; } = true;

    public SemanticTokensFull Full { get; init; } = new(Delta: true);
}

/// <summary>Names of token types and modifiers by number.</summary>
internal sealed record SemanticTokensLegend(IReadOnlyList<string> TokenTypes, IReadOnlyList<string> TokenModifiers)
{
    public static readonly SemanticTokensLegend Default = new(
        ["keyword", "property", "string", "number", "type", "comment", "operator", "enumMember", "variable"], ["declaration"]);
}

/// <summary>Whether a changed document is answered with what changed.</summary>
internal sealed record SemanticTokensFull(bool Delta);

/// <summary>Diagnostics on request.</summary>
internal sealed record DiagnosticOptions(string Identifier, bool InterFileDependencies, bool WorkspaceDiagnostics);
