namespace MarsDisk.Parsing;

/// <summary>
/// What a frame has produced after the sink said pause, in order. Bounded by what one frame and the end of the source can
/// produce, because no further frame is parsed while something is held.
/// </summary>
internal sealed class HeldUnits<TItem>
{
    private readonly Queue<Held> _units = new();

    public bool IsEmpty => _units.Count == 0;

    public void Add(in Committed<TItem> unit) => _units.Enqueue(new(unit, null, null, 0));

    public void Add(RowBatch rows) => _units.Enqueue(new(default, rows, null, 0));

    public void Add(Diagnostic diagnostic, long ordinal) => _units.Enqueue(new(default, null, diagnostic, ordinal));

    /// <summary>Delivers until the sink says pause again.</summary>
    public SinkReply DeliverTo(IStatementSink<TItem> sink)
    {
        while (_units.TryDequeue(out var held))
        {
            if (held.Deliver(sink) == SinkReply.Pause)
                return SinkReply.Pause;
        }

        return SinkReply.Continue;
    }

    private readonly record struct Held(Committed<TItem> Unit, RowBatch? Rows, Diagnostic? Diagnostic, long Ordinal)
    {
        public SinkReply Deliver(IStatementSink<TItem> sink)
        {
            if (Rows is not null)
                return sink.AcceptRows(Rows);
            if (Diagnostic is null)
                return sink.Accept(Unit);
            sink.OnDiagnostic(Diagnostic, Ordinal);
            return SinkReply.Continue;
        }
    }
}
