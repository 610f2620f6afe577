using System.Globalization;

using MarsDisk.LanguageServer.Documents;
using MarsDisk.LanguageServer.Protocol;

namespace MarsDisk.LanguageServer.Server;

/// <summary>The methods that are about documents.</summary>
internal sealed class DocumentMethods(OpenDocuments documents, Publisher publisher, Session session)
{
    private static readonly ProtocolJson Json = ProtocolJson.Default;

    private readonly TokensCache _tokens = new();

    public void AddTo(MethodTable methods)
    {
        methods.Notification("textDocument/didOpen", Json.OpenParameters, open => documents.Open(open.TextDocument));
        methods.Notification("textDocument/didChange", Json.ChangeParameters, documents.Change);
        methods.Notification("textDocument/didClose", Json.DocumentParameters, close => Close(close.TextDocument.Uri));
        methods.Request("textDocument/diagnostic", Json.DiagnosticParameters, Json.DiagnosticReport, Report);
        methods.Request("textDocument/codeAction", Json.CodeActionParameters, Json.IReadOnlyListCodeAction, (asked, _) => Actions(asked));
        methods.Request("textDocument/rename", Json.RenameParameters, Json.WorkspaceEdit,
            (asked, _) => At(asked.TextDocument, asked.Position, (document, offset) => document.Rename(offset, asked.NewName)));
        AddQuestionsAboutPlaces(methods);
        AddQuestionsAboutDocuments(methods);
        AddFormatting(methods);
    }

    private void AddQuestionsAboutPlaces(MethodTable methods)
    {
        methods.Request("textDocument/completion", Json.PlaceParameters, Json.CompletionList,
            (asked, _) => At(asked.TextDocument, asked.Position, (document, offset) => document.Complete(offset)));
        methods.Request("textDocument/hover", Json.PlaceParameters, Json.HoverResult,
            (asked, _) => At(asked.TextDocument, asked.Position, (document, offset) => document.Hover(offset)));
        methods.Request("textDocument/definition", Json.PlaceParameters, Json.IReadOnlyListTextLocation,
            (asked, _) => At(asked.TextDocument, asked.Position, (document, offset) => document.Places(offset, true, false)));
        methods.Request("textDocument/references", Json.ReferenceParameters, Json.IReadOnlyListTextLocation,
            (asked, _) => At(asked.TextDocument, asked.Position, (document, offset) => document.Places(offset, asked.Context.IncludeDeclaration, true)));
        methods.Request("textDocument/prepareRename", Json.PlaceParameters, Json.NullableTextRange,
            (asked, _) => documents.Find(asked.TextDocument.Uri) is { } document ? document.Renamable(document.Map.OffsetOf(asked.Position)) : null);
    }

    private void AddQuestionsAboutDocuments(MethodTable methods)
    {
        methods.Request("textDocument/documentSymbol", Json.DocumentParameters, Json.IReadOnlyListDocumentSymbol,
            (asked, _) => documents.Find(asked.TextDocument.Uri)?.Symbols());
        methods.Request("textDocument/foldingRange", Json.DocumentParameters, Json.IReadOnlyListFoldingRange,
            (asked, _) => documents.Find(asked.TextDocument.Uri)?.Folds());
        methods.Request("textDocument/semanticTokens/full", Json.DocumentParameters, Json.SemanticTokens,
            (asked, _) => documents.Find(asked.TextDocument.Uri) is { } document ? _tokens.Full(document) : null);
        methods.Request("textDocument/semanticTokens/full/delta", Json.TokensDeltaParameters, Json.Object,
            (asked, _) => documents.Find(asked.TextDocument.Uri) is { } document ? _tokens.Since(document, asked.PreviousResultId) : null);
        methods.Request("textDocument/semanticTokens/range", Json.RangeParameters, Json.SemanticTokens,
            (asked, _) => documents.Find(asked.TextDocument.Uri) is { } document
                ? new SemanticTokens(null, document.Tokens(document.Map.OffsetOf(asked.Range.Start), document.Map.OffsetOf(asked.Range.End)))
                : null);
    }

    private void AddFormatting(MethodTable methods)
    {
        methods.Request("textDocument/formatting", Json.DocumentParameters, Json.IReadOnlyListRangeEdit,
            (asked, _) => documents.Find(asked.TextDocument.Uri) is { } document ? document.Format(0, document.Text.Length) : null);
        methods.Request("textDocument/rangeFormatting", Json.RangeParameters, Json.IReadOnlyListRangeEdit,
            (asked, _) => documents.Find(asked.TextDocument.Uri) is { } document
                ? document.Format(document.Map.OffsetOf(asked.Range.Start), document.Map.OffsetOf(asked.Range.End))
                : null);
        methods.Request("textDocument/onTypeFormatting", Json.TypedFormattingParameters, Json.IReadOnlyListRangeEdit,
            (asked, _) => At(asked.TextDocument, asked.Position, (document, offset) => document.Format(offset, offset)));
    }

    private void Close(string uri)
    {
        _tokens.Remove(uri);
        if (documents.Close(uri) && !session.ClientPulls)
            publisher.Clear(uri);
    }

    private DiagnosticReport? Report(DiagnosticParameters asked, CancellationToken cancellation)
    {
        if (documents.Find(asked.TextDocument.Uri) is not { } document)
            return new DiagnosticReport("full", "", []);
        var result = document.Version.ToString(CultureInfo.InvariantCulture);
        documents.Published(document.Uri);
        return asked.PreviousResultId == result
            ? new DiagnosticReport("unchanged", result, null)
            : new DiagnosticReport("full", result, document.Diagnose(cancellation));
    }

    private IReadOnlyList<CodeAction> Actions(CodeActionParameters asked)
        => documents.Find(asked.TextDocument.Uri) is { } document
            ? document.Actions(document.Map.OffsetOf(asked.Range.Start), document.Map.OffsetOf(asked.Range.End))
            : [];

    private TResult? At<TResult>(DocumentName name, TextPosition position, Func<OpenDocument, long, TResult?> ask)
        where TResult : class
        => documents.Find(name.Uri) is { } document ? ask(document, document.Map.OffsetOf(position)) : null;
}
