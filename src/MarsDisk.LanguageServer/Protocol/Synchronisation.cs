namespace MarsDisk.LanguageServer.Protocol;

/// <summary>A document that is opened, with all its text.</summary>
internal sealed record OpenedDocument(string Uri, string LanguageId, int Version, string Text);

/// <summary>textDocument/didOpen.</summary>
internal sealed record OpenParameters(OpenedDocument TextDocument);

/// <summary>A document at a version.</summary>
internal sealed record VersionedDocument(string Uri, int Version);

/// <summary>An edit, or the whole text when there is no range.</summary>
internal sealed record ContentChange(string Text, TextRange? Range = null);

/// <summary>textDocument/didChange: edits in order, each on the text after the one before.</summary>
internal sealed record ChangeParameters(VersionedDocument TextDocument, IReadOnlyList<ContentChange> ContentChanges);

/// <summary>$/cancelRequest.</summary>
internal sealed record CancelParameters(System.Text.Json.JsonElement Id);
