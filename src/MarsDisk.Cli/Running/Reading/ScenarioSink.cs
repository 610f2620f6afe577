using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Cli.Running.Reading;

/// <summary>Passes units on, and keeps the lines of diagnostics while their bytes are there.</summary>
/// <param name="inner">Receives the units.</param>
/// <param name="captured">Keeps the lines; null where the source can be read again.</param>
internal sealed class ScenarioSink(IStatementSink<ScenarioStatement> inner, CapturedText? captured) : IStatementSink<ScenarioStatement>
{
    /// <inheritdoc/>
    public SinkReply Accept(in Committed<ScenarioStatement> unit) => inner.Accept(unit);

    /// <inheritdoc/>
    public SinkReply AcceptRows(RowBatch rows) => inner.AcceptRows(rows);

    /// <inheritdoc/>
    public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
    {
        captured?.Keep(diagnostic);
        inner.OnDiagnostic(diagnostic, ordinal);
    }
}

/// <summary>Takes units and does nothing with them.</summary>
internal sealed class NoUnits : IStatementSink<ScenarioStatement>
{
    /// <inheritdoc/>
    public SinkReply Accept(in Committed<ScenarioStatement> unit) => SinkReply.Continue;

    /// <inheritdoc/>
    public SinkReply AcceptRows(RowBatch rows)
    {
        rows.Dispose();
        return SinkReply.Continue;
    }

    /// <inheritdoc/>
    public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
    {
        // The result of the parse has it.
    }
}
