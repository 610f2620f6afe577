using System.Text;

using MarsDisk.LanguageServer.Protocol;
using MarsDisk.Scenario.Editing;

namespace MarsDisk.LanguageServer.Documents;

/// <summary>
/// One document of the client and what the server can say of it. The text is kept apart from the analysis: whatever becomes
/// of that, the text is the one that the client sees.
/// </summary>
internal abstract class OpenDocument
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    protected OpenDocument(OpenedDocument opened, PositionEncoding encoding)
    {
        Uri = opened.Uri;
        Version = opened.Version;
        Map = new PositionMapper(SourceText.From(Utf8.GetBytes(opened.Text)), encoding);
    }

    /// <summary>Its name.</summary>
    public string Uri { get; }

    /// <summary>Its version, as the client counts.</summary>
    public int Version { get; private set; }

    /// <summary>Its text with its positions.</summary>
    public PositionMapper Map { get; private set; }

    /// <summary>Its text.</summary>
    public SourceText Text => Map.Text;

    /// <summary>Applies the edits of one notification in their order.</summary>
    public void Apply(ChangeParameters change)
    {
        var edits = new List<TextEdit>(change.ContentChanges.Count);
        foreach (var content in change.ContentChanges)
        {
            var edit = EditOf(content);
            Map = Map with { Text = Text.With(edit) };
            edits.Add(edit);
        }

        Version = change.TextDocument.Version;
        OnEdited(edits);
    }

    /// <summary>The analysis failed: what it knows is thrown away, and the next question begins anew from the text.</summary>
    public abstract void Forget();

    /// <summary>All findings. Stops with an exception when the token says that nobody wants them any more.</summary>
    public abstract IReadOnlyList<Problem> Diagnose(CancellationToken cancellation);

    /// <summary>Proposals at an offset.</summary>
    public virtual CompletionList Complete(long offset) => new(IsIncomplete: false, []);

    /// <summary>What is to be said of the thing at an offset.</summary>
    public virtual HoverResult? Hover(long offset) => null;

    /// <summary>Its parts.</summary>
    public virtual IReadOnlyList<DocumentSymbol> Symbols() => [];

    /// <summary>Its blocks.</summary>
    public virtual IReadOnlyList<FoldingRange> Folds() => [];

    /// <summary>Where the thing at an offset is declared, or is named.</summary>
    public virtual IReadOnlyList<TextLocation> Places(long offset, bool isDeclarationWanted, bool areUsesWanted) => [];

    /// <summary>The name at an offset, if it can be changed.</summary>
    public virtual TextRange? Renamable(long offset) => null;

    /// <summary>The edits that give the thing at an offset another name.</summary>
    public virtual WorkspaceEdit? Rename(long offset, string newName) => null;

    /// <summary>The changes that remove findings in a range.</summary>
    public virtual IReadOnlyList<CodeAction> Actions(long start, long end) => [];

    /// <summary>The edits that put a range into canonical form; null where there is none.</summary>
    public virtual IReadOnlyList<RangeEdit>? Format(long start, long end) => null;

    /// <summary>Semantic tokens of a range, five numbers each.</summary>
    public virtual IReadOnlyList<int> Tokens(long start, long end) => [];

    /// <summary>Path of the file that a name means; the name itself when it is no file.</summary>
    protected static string PathOf(string uri)
        => System.Uri.TryCreate(uri, UriKind.Absolute, out var name) && name.IsFile ? name.LocalPath : uri;

    /// <summary>The text has changed by these edits, each on the text after the one before.</summary>
    protected abstract void OnEdited(IReadOnlyList<TextEdit> edits);

    private TextEdit EditOf(ContentChange change)
    {
        var inserted = Utf8.GetBytes(change.Text);
        if (change.Range is not { } range)
            return new TextEdit(0, Text.Length, inserted);
        var start = Map.OffsetOf(range.Start);
        return new TextEdit(start, Math.Max(0, Map.OffsetOf(range.End) - start), inserted);
    }
}
