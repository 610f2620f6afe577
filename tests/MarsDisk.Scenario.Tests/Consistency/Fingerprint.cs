using System.Globalization;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Tests.Consistency;

/// <summary>
/// All that two parses of one source must have in common, as one number for the units and the diagnostics as text. Drops units
/// that were delivered before: after a restart some come again.
/// </summary>
internal sealed class Fingerprint(Func<SinkReply> reply) : IStatementSink<ScenarioStatement>
{
    private const ulong Prime = 0x100000001B3;

    private readonly List<string> _diagnostics = [];
    private ulong _state = 0xCBF29CE484222325;
    private long _next;

    public string Units => _state.ToString("x16", CultureInfo.InvariantCulture);

    public IReadOnlyList<string> Diagnostics => _diagnostics;

    public long Delivered { get; private set; }

    public SinkReply Accept(in Committed<ScenarioStatement> unit)
    {
        Delivered++;
        if (unit.FirstOrdinal < _next)
            return reply();
        _next = unit.FirstOrdinal + 1;
        Absorb(unit.FirstOrdinal);
        Absorb(unit.Span);
        Absorb(unit.Item.GetType().Name.GetHashCode(StringComparison.Ordinal));
        return reply();
    }

    // Batch borders are no part of the result; ordinals and bits are.
    public SinkReply AcceptRows(RowBatch rows)
    {
        using (rows)
        {
            for (var row = 0; row < rows.RowCount; row++)
            {
                Delivered++;
                if (rows.FirstOrdinal + row < _next)
                    continue;
                _next = rows.FirstOrdinal + row + 1;
                Absorb(_next);
                for (var column = 0; column < rows.ColumnCount; column++)
                    Absorb(BitConverter.DoubleToInt64Bits(rows.Column(column)[row]));
            }
        }

        return reply();
    }

    public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
    {
        if (diagnostic.Severity == Severity.Error && ordinal >= _next)
            _next = ordinal + 1;
        var shown = $"{ordinal} {Support.Transcript.Show(diagnostic)}";
        if (!_diagnostics.Contains(shown, StringComparer.Ordinal))
            _diagnostics.Add(shown);
    }

    private void Absorb(in SourceSpan span)
    {
        Absorb(span.Start);
        Absorb(span.End);
        Absorb(span.StartLine);
        Absorb(span.StartColumn);
        Absorb(span.EndLine);
        Absorb(span.EndColumn);
    }

    private void Absorb(long value) => _state = (_state ^ (ulong)value) * Prime;
}
