using System.Text.Json.Nodes;

namespace MarsDisk.LanguageServer.Protocol;

/// <summary>How bad a finding is.</summary>
internal enum ProblemSeverity
{
    Error = 1,
    Warning = 2,
    Information = 3,
    Hint = 4,
}

/// <summary>A further place of a finding.</summary>
internal sealed record RelatedInformation(TextLocation Location, string Message);

/// <summary>One finding as an editor shows it.</summary>
internal sealed record Problem(TextRange Range, ProblemSeverity Severity, string Code, string Message)
{
    public string Source { get; init; } = "marsdisk";

    public IReadOnlyList<RelatedInformation>? RelatedInformation { get; init; }

    public JsonNode? Data { get; init; }
}

/// <summary>textDocument/publishDiagnostics.</summary>
internal sealed record PublishParameters(string Uri, int? Version, IReadOnlyList<Problem> Diagnostics);

/// <summary>textDocument/diagnostic.</summary>
internal sealed record DiagnosticParameters(DocumentName TextDocument, string? PreviousResultId = null);

/// <summary>All findings of a document, or only that they are those of the result named before.</summary>
internal sealed record DiagnosticReport(string Kind, string ResultId, IReadOnlyList<Problem>? Items);

/// <summary>textDocument/codeAction.</summary>
internal sealed record CodeActionParameters(DocumentName TextDocument, TextRange Range);

/// <summary>A change that removes a finding.</summary>
internal sealed record CodeAction(string Title, string Kind, IReadOnlyList<Problem> Diagnostics, WorkspaceEdit Edit);
