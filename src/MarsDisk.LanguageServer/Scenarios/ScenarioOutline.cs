using MarsDisk.LanguageServer.Documents;
using MarsDisk.LanguageServer.Protocol;
using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Scenario.Editing;

namespace MarsDisk.LanguageServer.Scenarios;

/// <summary>The parts of a scenario: runs, sweeps and tables with their events. Blocks fold.</summary>
internal sealed class ScenarioOutline
{
    private readonly PositionMapper _map;
    private readonly Stack<Open> _open = new();
    private readonly List<FoldingRange> _folds = [];

    private ScenarioOutline(PositionMapper map)
    {
        _map = map;
        _open.Push(new Open("", SymbolKind.File, default, []));
    }

    private sealed record Open(string Name, SymbolKind Kind, SourceSpan Head, List<DocumentSymbol> Children);

    /// <summary>Parts and blocks of a document.</summary>
    public static (IReadOnlyList<DocumentSymbol> Symbols, IReadOnlyList<FoldingRange> Folds) Of(ScenarioDocument document, PositionMapper map)
    {
        var outline = new ScenarioOutline(map);
        foreach (var unit in document.Statements())
            outline.Take(unit.Item, unit.Span);
        while (outline._open.Count > 1)
            outline.Close(SourceSpan.At(new Position(document.Text.Length, document.Text.LineCount, 1)));
        return (outline._open.Peek().Children, outline._folds);
    }

    private void Take(ScenarioStatement statement, SourceSpan span)
    {
        switch (statement)
        {
            case ScenarioOpened opened: Add(opened.Name, SymbolKind.File, span); break;
            case ConfigPatched { Assignments.Length: var keys } when span.EndLine > span.StartLine: Add(keys == 1 ? "config (1 key)" : $"config ({keys} keys)", SymbolKind.Object, span); break;
            case TableOpened table: Begin(table.Name, SymbolKind.Array, span); break;
            case RunOpened run: Begin(run.RunId, SymbolKind.Function, span); break;
            case DriverOpened: Begin("drive", SymbolKind.Array, span); break;
            case SweepRequested sweep: Add(sweep.SweepId, SymbolKind.Module, span); break;
            case EventScheduled or RecurringScheduled or ExpectationDeclared: Add(LineAt(span), SymbolKind.Event, span); break;
            case TableClosed or RunClosed or DriverClosed: Close(span); break;
        }
    }

    private void Begin(string name, SymbolKind kind, in SourceSpan head) => _open.Push(new Open(name, kind, head, []));

    private void Close(in SourceSpan tail)
    {
        if (_open.Count == 1)
            return;
        var closed = _open.Pop();
        var whole = closed.Head.To(tail);
        var end = tail.Length > 0 ? tail.EndLine : Math.Max(closed.Head.StartLine, tail.EndLine);
        _open.Peek().Children.Add(new DocumentSymbol(closed.Name, closed.Kind, _map.RangeOf(whole), FirstLineOf(closed.Head))
        {
            Children = closed.Children.Count > 0 ? closed.Children : null,
        });
        Fold(closed.Head.StartLine, end);
    }

    private void Add(string name, SymbolKind kind, in SourceSpan span)
    {
        _open.Peek().Children.Add(new DocumentSymbol(name.Length > 0 ? name : "?", kind, _map.RangeOf(span), FirstLineOf(span)));
        Fold(span.StartLine, span.EndLine);
    }

    private void Fold(long first, long last)
    {
        if (last > first)
            _folds.Add(new FoldingRange((int)first - 1, (int)last - 1));
    }

    private TextRange FirstLineOf(in SourceSpan span) => _map.RangeOf(span.Start, Math.Min(span.End, EndOfLine(span.Start)));

    private string LineAt(in SourceSpan span)
        => System.Text.Encoding.UTF8.GetString(_map.Text.Slice(span.Start, Math.Min(span.End, EndOfLine(span.Start))).Span).Trim();

    private long EndOfLine(long offset)
    {
        var line = _map.Text.LineOf(offset);
        return _map.Text.LineStart(line) + _map.Text.Line(line).Length;
    }
}
