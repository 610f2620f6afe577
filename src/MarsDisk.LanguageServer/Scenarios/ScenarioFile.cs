using MarsDisk.LanguageServer.Documents;
using MarsDisk.LanguageServer.Protocol;
using MarsDisk.Scenario.Editing;

using Diagnostic = MarsDisk.Parsing.Diagnostic;

namespace MarsDisk.LanguageServer.Scenarios;

/// <summary>A scenario. Edits wait until something is asked; then they are applied at once and parsed once.</summary>
internal sealed class ScenarioFile(OpenedDocument opened, PositionEncoding encoding, LanguageServices services)
    : OpenDocument(opened, encoding)
{
    private const int TokensBytesMax = 1 << 20;     // beyond it the range form serves; streaming-parser.md §5.2

    private readonly List<TextEdit> _waiting = [];
    private ScenarioDocument? _document;
    private IReadOnlyList<Diagnostic>? _found;

    /// <inheritdoc/>
    public override void Forget()
    {
        _document = null;
        _found = null;
        _waiting.Clear();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Problem> Diagnose(CancellationToken cancellation)
    {
        var found = Found(cancellation);
        return ScenarioProblems.Of(found, Uri, Map, services.Scenarios.Config.Stream.Stats ? Current(cancellation).Meta : null);
    }

    /// <inheritdoc/>
    public override CompletionList Complete(long offset)
        => new(IsIncomplete: false, new ScenarioCompletion(Current(), Map, services.Scenarios).At(offset));

    /// <inheritdoc/>
    public override HoverResult? Hover(long offset) => ScenarioHover.At(Map, offset);

    /// <inheritdoc/>
    public override IReadOnlyList<DocumentSymbol> Symbols() => ScenarioOutline.Of(Current(), Map).Symbols;

    /// <inheritdoc/>
    public override IReadOnlyList<FoldingRange> Folds() => ScenarioOutline.Of(Current(), Map).Folds;

    /// <inheritdoc/>
    public override IReadOnlyList<TextLocation> Places(long offset, bool isDeclarationWanted, bool areUsesWanted)
        => [.. Uses(offset)
            .Where(use => use.IsDeclaration ? isDeclarationWanted : areUsesWanted)
            .Select(use => new TextLocation(Uri, Map.RangeOf(use.Start, use.End)))];

    /// <inheritdoc/>
    public override TextRange? Renamable(long offset)
        => NameUses.At(Current(), offset) is { } use ? Map.RangeOf(use.Start, use.End) : null;

    /// <inheritdoc/>
    public override WorkspaceEdit? Rename(long offset, string newName)
    {
        if (NameUses.At(Current(), offset) is not { } named)
            return null;
        if (!NameUses.IsName(named.Kind, newName))
            throw new RpcException(RpcErrorCode.InvalidParams, $"\"{newName}\" cannot be the name of a {named.Kind.ToString().ToLowerInvariant()}.");
        var edits = Uses(offset).Select(use => new RangeEdit(Map.RangeOf(use.Start, use.End), newName));
        return new WorkspaceEdit(new Dictionary<string, IReadOnlyList<RangeEdit>>(StringComparer.Ordinal) { [Uri] = [.. edits] });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<CodeAction> Actions(long start, long end)
        => ScenarioProblems.ActionsOf(Found(CancellationToken.None).Where(found => found.At.Start <= end && found.At.End >= start), Uri, Map);

    /// <inheritdoc/>
    public override IReadOnlyList<RangeEdit>? Format(long start, long end)
        => ScenarioFormatting.Between(Map, Map.Text.LineOf(start), Map.Text.LineOf(end));

    /// <inheritdoc/>
    public override IReadOnlyList<int> Tokens(long start, long end)
        => end - start > TokensBytesMax ? [] : ScenarioTokens.Between(Map, start, end);

    /// <inheritdoc/>
    protected override void OnEdited(IReadOnlyList<TextEdit> edits)
    {
        _found = null;
        if (_document is not null)
            _waiting.AddRange(edits);
    }

    private IEnumerable<NameUse> Uses(long offset)
        => NameUses.At(Current(), offset) is { } named
            ? NameUses.In(Current()).Where(use => use.Kind == named.Kind && use.Name == named.Name)
            : [];

    private IReadOnlyList<Diagnostic> Found(CancellationToken cancellation)
    {
        if (_found is not null)
            return _found;
        var document = Current(cancellation);
        var found = document.Diagnostics().Select(each => each.Diagnostic).ToList();
        cancellation.ThrowIfCancellationRequested();
        found.AddRange(services.Scenarios.Bind(PathOf(Uri), Watched(document.Statements(), cancellation)));
        return _found = [.. found.OrderBy(each => each.At.Start)];
    }

    private ScenarioDocument Current(CancellationToken cancellation = default)
    {
        if (_document is null)
            _document = new ScenarioDocument(Text, services.Scenarios.Config, cancellation);
        else if (_waiting.Count > 0)
            _document.Apply([.. _waiting], cancellation);
        _waiting.Clear();
        return _document;
    }

    private static IEnumerable<T> Watched<T>(IEnumerable<T> items, CancellationToken cancellation)
    {
        foreach (var item in items)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return item;
        }
    }
}
