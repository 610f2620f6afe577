using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Editing;

/// <summary>Collects what a parse delivers until a segment is cut off.</summary>
internal sealed class SegmentSink : IStatementSink<ScenarioStatement>
{
    private readonly List<Committed<ScenarioStatement>> _statements = [];
    private readonly List<(Diagnostic Diagnostic, long Ordinal)> _diagnostics = [];
    private readonly List<(Diagnostic Diagnostic, long Ordinal)> _tail = [];

    /// <summary>Ordinal of the first unit of the present segment.</summary>
    public long FirstOrdinal { get; set; }

    /// <summary>Whether what comes now is about the end of the text.</summary>
    public Func<bool> IsAtEnd { get; set; } = static () => false;

    public SinkReply Accept(in Committed<ScenarioStatement> unit)
    {
        _statements.Add(unit with { FirstOrdinal = unit.FirstOrdinal - FirstOrdinal });
        return SinkReply.Continue;
    }

    public SinkReply AcceptRows(RowBatch rows)
    {
        rows.Dispose();
        return SinkReply.Continue;
    }

    public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
        => (IsAtEnd() ? _tail : _diagnostics).Add((diagnostic, ordinal - FirstOrdinal));

    /// <summary>What has come since the last call.</summary>
    public (Committed<ScenarioStatement>[] Statements, (Diagnostic Diagnostic, long Ordinal)[] Diagnostics) Take()
    {
        var taken = (_statements.ToArray(), _diagnostics.ToArray());
        _statements.Clear();
        _diagnostics.Clear();
        return taken;
    }

    /// <summary>What has come about the end of the text; ordinals count from its first.</summary>
    public IReadOnlyList<(Diagnostic Diagnostic, long Ordinal)> TakeTail()
        => [.. _tail.Select(found => (found.Diagnostic, found.Ordinal - _tail[0].Ordinal))];
}
