using System.Text.Json.Serialization;

namespace MarsDisk.LanguageServer.Protocol;

/// <summary>How the types of the protocol are read and written, made at build time.</summary>
[JsonSourceGenerationOptions(
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InitializeParameters))]
[JsonSerializable(typeof(InitializeResult))]
[JsonSerializable(typeof(OpenParameters))]
[JsonSerializable(typeof(ChangeParameters))]
[JsonSerializable(typeof(CancelParameters))]
[JsonSerializable(typeof(DocumentParameters))]
[JsonSerializable(typeof(PlaceParameters))]
[JsonSerializable(typeof(RangeParameters))]
[JsonSerializable(typeof(PublishParameters))]
[JsonSerializable(typeof(DiagnosticParameters))]
[JsonSerializable(typeof(DiagnosticReport))]
[JsonSerializable(typeof(CodeActionParameters))]
[JsonSerializable(typeof(IReadOnlyList<CodeAction>))]
[JsonSerializable(typeof(CompletionList))]
[JsonSerializable(typeof(HoverResult))]
[JsonSerializable(typeof(IReadOnlyList<DocumentSymbol>))]
[JsonSerializable(typeof(IReadOnlyList<FoldingRange>))]
[JsonSerializable(typeof(ReferenceParameters))]
[JsonSerializable(typeof(IReadOnlyList<TextLocation>))]
[JsonSerializable(typeof(TextRange?))]
[JsonSerializable(typeof(RenameParameters))]
[JsonSerializable(typeof(WorkspaceEdit))]
[JsonSerializable(typeof(TypedFormattingParameters))]
[JsonSerializable(typeof(IReadOnlyList<RangeEdit>))]
[JsonSerializable(typeof(SemanticTokens))]
[JsonSerializable(typeof(TokensDeltaParameters))]
[JsonSerializable(typeof(SemanticTokensDelta))]
[JsonSerializable(typeof(object))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
