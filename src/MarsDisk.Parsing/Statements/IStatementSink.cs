namespace MarsDisk.Parsing;

/// <summary>What a sink answers to a unit it has accepted.</summary>
public enum SinkReply : byte
{
    /// <summary>Give me the next.</summary>
    Continue,

    /// <summary>This one is accepted, no further one for now.</summary>
    Pause,
}

/// <summary>A unit with its place.</summary>
/// <typeparam name="TItem">What a statement becomes.</typeparam>
/// <param name="FirstOrdinal">Its number in the source, from 0.</param>
/// <param name="Count">1.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Item">What it says.</param>
public readonly record struct Committed<TItem>(long FirstOrdinal, int Count, SourceSpan Span, TItem Item);

/// <summary>Receives units in order, each as soon as it is certain.</summary>
/// <typeparam name="TItem">What a statement becomes.</typeparam>
public interface IStatementSink<TItem>
{
    /// <summary>A unit.</summary>
    SinkReply Accept(in Committed<TItem> unit);

    /// <summary>Consecutive rows of one table. The receiver owns the batch and disposes it.</summary>
    SinkReply AcceptRows(RowBatch rows);

    /// <summary>A diagnostic. Its ordinal if it is a unit, else the ordinal of the next unit.</summary>
    void OnDiagnostic(Diagnostic diagnostic, long ordinal);
}
