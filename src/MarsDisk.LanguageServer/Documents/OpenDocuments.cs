using MarsDisk.LanguageServer.Protocol;

namespace MarsDisk.LanguageServer.Documents;

/// <summary>The documents that the client has open.</summary>
/// <param name="open">Makes a document of what was opened; null for a kind of file that is not served.</param>
internal sealed class OpenDocuments(Func<OpenedDocument, PositionEncoding, OpenDocument?> open)
{
    private readonly Dictionary<string, OpenDocument> _documents = new(StringComparer.Ordinal);
    private readonly List<string> _changed = [];

    /// <summary>How the client counts characters.</summary>
    public PositionEncoding Encoding { get; set; } = PositionEncoding.Utf16;

    /// <summary>Documents whose findings have not been published since their last change, oldest change first.</summary>
    public IReadOnlyList<string> Changed => _changed;

    /// <summary>The document, or null when it is not open here.</summary>
    public OpenDocument? Find(string uri) => _documents.GetValueOrDefault(uri);

    public void Open(OpenedDocument opened)
    {
        if (open(opened, Encoding) is not { } document)
            return;
        _documents[opened.Uri] = document;
        Mark(opened.Uri);
    }

    public void Change(ChangeParameters change)
    {
        if (Find(change.TextDocument.Uri) is not { } document)
            return;
        document.Apply(change);
        Mark(change.TextDocument.Uri);
    }

    /// <summary>Closes a document; false when it was not open.</summary>
    public bool Close(string uri)
    {
        _changed.Remove(uri);
        return _documents.Remove(uri);
    }

    /// <summary>The findings of the document have been published.</summary>
    public void Published(string uri) => _changed.Remove(uri);

    private void Mark(string uri)
    {
        _changed.Remove(uri);
        _changed.Add(uri);
    }
}
