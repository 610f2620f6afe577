using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace MarsDisk.Parsing;

/// <summary>Turns a driver, which pushes units, into an enumeration, which is pulled. Holds the units of one pump.</summary>
internal sealed class StatementEnumeration<TItem> : IStatementSink<TItem>
{
    // Bounded by one pump: nothing is parsed while the consumer has not taken what is here.
    private readonly Queue<Committed<TItem>> _units = new();

    private StatementEnumeration()
    {
    }

    public static async IAsyncEnumerable<Committed<TItem>> ReadAsync(
        StatementGrammar<TItem> grammar, PipeReader reader, StreamingConfig config,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sink = new StatementEnumeration<TItem>();
        await using var driver = new StreamDriver<TItem>(grammar, new PipeFeeder(reader), sink, config);
        while (driver.Ended is null)
        {
            var status = await driver.PumpAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            while (sink._units.TryDequeue(out var unit))
                yield return unit;
            if (driver.Ended is null)
                await driver.ReadyAsync(status, cancellationToken);
        }

        if (!driver.Ended.HasValue)
            throw new StreamException(driver.Ended.Diagnostics);
    }

    public SinkReply Accept(in Committed<TItem> unit)
    {
        _units.Enqueue(unit);
        return SinkReply.Continue;
    }

    public SinkReply AcceptRows(RowBatch rows)
    {
        rows.Dispose();
        return SinkReply.Continue;
    }

    public void OnDiagnostic(Diagnostic diagnostic, long ordinal)
    {
    }
}
