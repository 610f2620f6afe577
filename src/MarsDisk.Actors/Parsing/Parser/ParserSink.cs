using MarsDisk.Actors.Messages;
using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Actors.Parsing.Parser;

/// <summary>
/// Sends units on as they become certain, one credit each, and asks the runner to stop when there is no credit left. An error that
/// is passed over is a unit too: without it the ordinals of its successors would show a gap.
/// </summary>
internal sealed class ParserSink(
    string scenario, bool passesErrors, CreditBook credits, IActorRef coordinator, IActorRef self) : IStatementSink<ScenarioStatement>
{
    /// <summary>Ordinal behind the last unit that was sent.</summary>
    public long NextOrdinal { get; set; }

    /// <inheritdoc/>
    public SinkReply Accept(in Committed<ScenarioStatement> unit) =>
        Send(new Emit(scenario, unit.FirstOrdinal, unit.Count, unit.Span, unit.Item));

    /// <inheritdoc/>
    public SinkReply AcceptRows(RowBatch rows) => Send(new Emit(scenario, rows.FirstOrdinal, rows.RowCount, rows.Span, rows));

    /// <summary>The result has them all in the end.</summary>
    public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
    {
        NextOrdinal = Math.Max(NextOrdinal, ordinal);
        if (passesErrors && diagnostic.Severity == Severity.Error)
            Send(new Emit(scenario, ordinal, 1, diagnostic.At, diagnostic));
    }

    private SinkReply Send(Emit unit)
    {
        credits.Spend();
        NextOrdinal = unit.FirstOrdinal + unit.Count;
        coordinator.Tell(unit, self);
        return credits.Credits <= 0 ? SinkReply.Pause : SinkReply.Continue;
    }
}
