using System.Buffers;

namespace MarsDisk.Parsing;

/// <summary>
/// Numbers units, collects rows, keeps the digest, and gives everything to the sink in order. Knows nothing of bytes.
/// </summary>
internal sealed class StatementEmitter<TItem>(
    StatementGrammar<TItem> grammar, IStatementSink<TItem> sink, RunConfig config, ErrorLedger errors) : IEmitter<TItem>, IDisposable
{
    private readonly ArrayBufferWriter<byte> _canonical = new();
    private readonly HeldUnits<TItem> _held = new();
    private readonly int _rowsPerBatch = config.RowsPerBatch;
    private readonly long _rowsMax = config.Limits.MaxRows;
    private RowBatch? _batch;
    private TranscriptDigest _digest = TranscriptDigest.Start;

    /// <summary>Who receives. Changed between two steps only.</summary>
    public IStatementSink<TItem> Sink { get; set; } = sink;

    /// <summary>Hears every error, also those that are shown together.</summary>
    public Action<Diagnostic>? OnError { get; set; }

    /// <summary>Number of the next unit.</summary>
    public long NextOrdinal { get; private set; }

    public long Rows { get; private set; }

    public UInt128 Digest => _digest.Value;

    /// <summary>The sink wants no further unit.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>An error has ended the parse.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Nothing waits: all units before this place have been delivered.</summary>
    public bool IsEmpty => _batch is null && _held.IsEmpty;

    /// <summary>The sink is being called: what is thrown is its own.</summary>
    public bool IsInSink { get; private set; }

    /// <summary>Batches delivered because they were full: a moment at which no row waits.</summary>
    public long FullBatches { get; private set; }

    /// <summary>Goes on at a stored place.</summary>
    public void Restore(long nextOrdinal, long rows, UInt128 digest)
    {
        NextOrdinal = nextOrdinal;
        Rows = rows;
        _digest = TranscriptDigest.From(digest);
    }

    /// <summary>The sink takes units again: first those that wait.</summary>
    public void Release()
    {
        IsPaused = false;
        if (_held.IsEmpty)
            return;
        IsInSink = true;
        IsPaused = _held.DeliverTo(Sink) == SinkReply.Pause;
        IsInSink = false;
    }

    public void Commit(in SourceSpan span, TItem item)
    {
        if (HasEnded)
            return;
        _canonical.ResetWrittenCount();
        grammar.WriteCanonical(item, _canonical);
        Commit(span, item, _canonical.WrittenSpan);
    }

    public void Commit(in SourceSpan span, TItem item, ReadOnlySpan<byte> canonical)
    {
        if (HasEnded)
            return;
        FlushRows();
        _digest.AbsorbStatement(canonical);
        var unit = new Committed<TItem>(NextOrdinal++, 1, span, item);
        if (MustHold)
        {
            _held.Add(unit);
            return;
        }

        IsInSink = true;
        IsPaused = Sink.Accept(unit) == SinkReply.Pause;
        IsInSink = false;
    }

    public void CommitRow(in SourceSpan span, string owner, ReadOnlySpan<double> values)
    {
        if (HasEnded)
            return;
        if (Rows >= _rowsMax)
        {
            End(StreamFaults.TooManyRows(_rowsMax, span));
            return;
        }

        var batch = _batch;
        if (batch is null || batch.ColumnCount != values.Length || !IsOwner(batch, owner))
            batch = NewBatch(owner, values.Length);
        batch.Add(span, values);
        _digest.AbsorbRow(values);
        NextOrdinal++;
        Rows++;
        if (!batch.IsFull)
            return;
        FullBatches++;
        FlushRows();
    }

    /// <summary>
    /// Room behind the rows that wait, for more of the same table. None if no row waits: the first one of a batch is committed
    /// by itself.
    /// </summary>
    public RowRun MoreRows(string owner, int columns, int rowsMax)
    {
        if (HasEnded || _batch is not { } batch || batch.ColumnCount != columns || !IsOwner(batch, owner))
            return default;
        return new(batch, (int)Math.Min(Math.Min(rowsMax, batch.Room), _rowsMax - Rows), _digest);
    }

    /// <summary>The rows that were put into that room.</summary>
    /// <param name="run">The rows.</param>
    /// <param name="at">Source offset of the first line of the run.</param>
    /// <param name="line">Its number.</param>
    public void Commit(scoped RowRun run, long at, long line)
    {
        var batch = _batch!;
        batch.Extend(run.Count, at + run.LastEnd, line + run.Count - 1, 1 + run.LastEnd - run.LastLine);
        _digest = run.Digest;
        NextOrdinal += run.Count;
        Rows += run.Count;
        if (!batch.IsFull)
            return;
        FullBatches++;
        FlushRows();
    }

    public void Report(Diagnostic diagnostic)
    {
        if (HasEnded)
            return;
        if (diagnostic.Severity != Severity.Error)
        {
            errors.AddRemark(diagnostic);
            Deliver(diagnostic, NextOrdinal);
        }
        else if (!errors.IsCollecting)
            End(diagnostic);
        else if (errors.IsFull(diagnostic))
            End(errors.Overflow(diagnostic.At));
        else
            PassOver(ErrorLedger.WithRecovery(diagnostic));
    }

    /// <summary>An error that ends the parse whatever the treatment of errors is.</summary>
    public void End(Diagnostic error)
    {
        if (HasEnded)
            return;
        FlushRows();
        errors.AddLast(error);
        HasEnded = true;
        Deliver(error, NextOrdinal);
        OnError?.Invoke(error);
    }

    /// <summary>Delivers the rows that wait for their batch to fill.</summary>
    public void FlushRows()
    {
        if (_batch is not { } batch)
            return;
        _batch = null;
        if (MustHold)
            _held.Add(batch);
        else
            IsPaused = Deliver(batch) == SinkReply.Pause;
    }

    /// <summary>Gives back the rows of a parse that nobody goes on with.</summary>
    public void Dispose()
    {
        _batch?.Dispose();
        _batch = null;
    }

    private bool MustHold => IsPaused || !_held.IsEmpty;

    private static bool IsOwner(RowBatch batch, string owner)
        => ReferenceEquals(batch.Owner, owner) || string.Equals(batch.Owner, owner, StringComparison.Ordinal);

    private RowBatch NewBatch(string owner, int columns)
    {
        FlushRows();
        return _batch = new(owner, NextOrdinal, columns, _rowsPerBatch);
    }

    private void PassOver(Diagnostic error)
    {
        FlushRows();
        errors.AddRecovery(error);
        _digest.AbsorbDiagnostic(error.Code, error.At);
        if (MustHold)
            _held.Add(error, NextOrdinal++);
        else
            Deliver(error, NextOrdinal++);
        OnError?.Invoke(error);
    }

    private SinkReply Deliver(RowBatch rows)
    {
        IsInSink = true;
        var reply = Sink.AcceptRows(rows);
        IsInSink = false;
        return reply;
    }

    private void Deliver(Diagnostic diagnostic, long ordinal)
    {
        if (!_held.IsEmpty)
        {
            _held.Add(diagnostic, ordinal);
            return;
        }

        IsInSink = true;
        Sink.OnDiagnostic(diagnostic, ordinal);
        IsInSink = false;
    }
}
