using System.Text;

using MarsDisk.Configuration;
using MarsDisk.Configuration.Sweeps;
using MarsDisk.LanguageServer.Documents;
using MarsDisk.LanguageServer.Protocol;
using MarsDisk.Scenario.Editing;

namespace MarsDisk.LanguageServer.Yaml;

/// <summary>A run configuration, or the file of a sweep, in YAML. At most 1 MiB, so it is read anew after every change.</summary>
internal sealed class YamlDocument(OpenedDocument opened, PositionEncoding encoding, LanguageServices services)
    : OpenDocument(opened, encoding)
{
    private IReadOnlyList<YamlEntry>? _entries;
    private IReadOnlyList<(Finding Finding, Problem Problem)>? _findings;

    private IReadOnlyList<YamlEntry> Entries => _entries ??= YamlOutline.Read(Text.Slice(0, Text.Length).Span);

    // By the keys that are there and not by the parsed text, which is broken while somebody types.
    private KeyTexts Keys => Entries.Any(entry => SweepLoader.Marks(entry.Path)) ? KeyTexts.OfSweeps : KeyTexts.OfRuns;

    /// <inheritdoc/>
    public override void Forget()
    {
        _entries = null;
        _findings = null;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Problem> Diagnose(CancellationToken cancellation)
    {
        _findings ??= Check();
        cancellation.ThrowIfCancellationRequested();
        return [.. _findings.Select(found => found.Problem)];
    }

    /// <inheritdoc/>
    public override CompletionList Complete(long offset) => new(IsIncomplete: false, YamlCompletion.At(Map, Entries, Keys, (int)offset));

    /// <inheritdoc/>
    public override HoverResult? Hover(long offset)
    {
        if (EntryAt(offset) is not { } entry)
            return null;
        if (offset >= entry.ValueStart && YamlCompletion.NamesKey(Keys, entry.Path))
            return KeyTexts.OfRuns.Find(ValueOf(entry)) is { } varied ? new HoverResult(KeyTexts.About(varied), Map.RangeOf(entry.ValueStart, entry.ValueEnd)) : null;
        var about = Keys.Find(entry.Path) is { } key ? KeyTexts.About(key) : Keys.AboutSection(entry.Path);
        return about is null ? null : new HoverResult(about, Map.RangeOf(entry.KeyStart, entry.KeyEnd));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<DocumentSymbol> Symbols()
    {
        var bySection = Entries.ToLookup(entry => entry.Section, StringComparer.Ordinal);
        return SymbolsIn("", bySection, Map) is { } symbols ? symbols : [];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<CodeAction> Actions(long start, long end)
    {
        _findings ??= Check();
        var actions = new List<CodeAction>();
        foreach (var (finding, problem) in _findings)
        {
            if (Map.OffsetOf(problem.Range.Start) > end || Map.OffsetOf(problem.Range.End) < start || Correction(finding, problem) is not { } word)
                continue;
            var edits = new Dictionary<string, IReadOnlyList<RangeEdit>>(StringComparer.Ordinal) { [Uri] = [new RangeEdit(problem.Range, word)] };
            actions.Add(new CodeAction($"Write {word}", "quickfix", [problem], new WorkspaceEdit(edits)));
        }

        return actions;
    }

    /// <inheritdoc/>
    protected override void OnEdited(IReadOnlyList<TextEdit> edits) => Forget();

    private IReadOnlyList<(Finding, Problem)> Check()
    {
        var text = Encoding.UTF8.GetString(Text.Slice(0, Text.Length).Span);
        return [.. services.CheckConfiguration(text, PathOf(Uri)).Select(finding => (finding, ProblemOf(finding)))];
    }

    private Problem ProblemOf(Finding finding)
    {
        var message = finding.Advice is null ? finding.Message : $"{finding.Message} {finding.Advice}";
        var severity = finding.Severity switch
        {
            Severity.Error => ProblemSeverity.Error,
            Severity.Warning => ProblemSeverity.Warning,
            _ => ProblemSeverity.Information,
        };
        return new Problem(RangeOf(finding), severity, finding.Code, message);
    }

    // Findings have a place and no length: the word there is meant. Their columns count units of UTF-16.
    private TextRange RangeOf(Finding finding)
    {
        var line = Math.Clamp(finding.Line - 1, 0, Text.LineCount - 1);
        var bytes = Text.Line(line).Span;
        var start = PositionEncoding.Utf16.BytesBefore(bytes, Math.Max(0, finding.Column - 1));
        var at = Text.LineStart(line) + start;
        var entry = Entries.FirstOrDefault(entry => entry.KeyStart == at || (entry.ValueStart == at && entry.ValueEnd > at));
        var end = entry is null ? at : entry.KeyStart == at ? entry.KeyEnd : entry.ValueEnd;
        return Map.RangeOf(at, Math.Min(end, Text.LineStart(line) + bytes.Length));
    }

    private string ValueOf(YamlEntry entry) => Encoding.UTF8.GetString(Text.Slice(entry.ValueStart, entry.ValueEnd).Span).Trim('"', '\'');

    private YamlEntry? EntryAt(long offset)
        => Entries.FirstOrDefault(entry => entry.KeyStart <= offset && offset <= entry.KeyEnd)
            ?? Entries.LastOrDefault(entry => entry.ValueStart <= offset && offset <= entry.ValueEnd && entry.ValueEnd > entry.ValueStart);

    // "Did you mean io.quiet?" corrects the last name when the rest of the path is the same; a value is corrected as a whole.
    private string? Correction(Finding finding, Problem problem)
    {
        const string Question = "Did you mean ";
        if (finding.Advice is not { } advice || !advice.StartsWith(Question, StringComparison.Ordinal) || !advice.EndsWith('?'))
            return null;
        var meant = advice[Question.Length..^1];
        var at = Map.OffsetOf(problem.Range.Start);
        if (finding.Code != "KEY001" || Entries.FirstOrDefault(entry => entry.KeyStart == at || entry.ValueStart == at) is not { } entry)
            return finding.Code == "KEY001" ? null : meant;
        if (entry.ValueStart == at || !meant.Contains('.', StringComparison.Ordinal))
            return meant;
        return YamlEntry.SectionOf(meant) == entry.Section ? meant[(meant.LastIndexOf('.') + 1)..] : null;
    }

    private static List<DocumentSymbol>? SymbolsIn(string section, ILookup<string, YamlEntry> bySection, PositionMapper map)
    {
        var symbols = new List<DocumentSymbol>();
        foreach (var entry in bySection[section])
        {
            var children = entry.Name.Length == 0 ? null : SymbolsIn(entry.Path, bySection, map);
            var end = children?[^1].Range.End ?? map.PositionOf(Math.Max(entry.ValueEnd, entry.KeyEnd));
            var name = map.RangeOf(entry.KeyStart, entry.KeyEnd);
            var kind = children is null ? SymbolKind.Property : SymbolKind.Object;
            symbols.Add(new DocumentSymbol(entry.Name, kind, name with { End = end }, name) { Children = children });
        }

        return symbols.Count == 0 ? null : symbols;
    }
}
