using System.Buffers;

namespace MarsDisk.Parsing;

/// <summary>How the next frame is cut.</summary>
public enum FrameMode : byte
{
    /// <summary>A logical line: physical lines joined by a trailing backslash.</summary>
    Logical,

    /// <summary>One physical line.</summary>
    Row,

    /// <summary>One physical line that is only looked at for the end of a skipped block.</summary>
    Discard,
}

/// <summary>Which grammar made a checkpoint.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Fingerprint">Over rules, units and lexical profile: another value reads other things.</param>
public readonly record struct GrammarId(string Name, int Version, ulong Fingerprint);

/// <summary>All that a grammar remembers between two frames. Changed by complete frames only.</summary>
public abstract class GrammarContext
{
    /// <summary>How the next frame is cut.</summary>
    public abstract FrameMode Mode { get; }

    /// <summary>Everything before has been emitted and the context is small enough to store.</summary>
    public abstract bool IsSafePoint { get; }

    /// <summary>Where the unit begins that is not complete yet, as in an atomic block; null between units.</summary>
    public abstract SourceSpan? OpenUnit { get; }

    /// <summary><c>scenario-name/block/statement</c>, at most 128 bytes: links logs and traces.</summary>
    public abstract string TraceLabel { get; }

    /// <summary>Writes the context. At most 4096 bytes; returns how many.</summary>
    public abstract int WriteTo(Span<byte> destination);
}

/// <summary>
/// A language of statements that each fit one frame, or a block of frames. Decides by the frame and the context alone, so
/// that chunk borders cannot matter. Never throws for any input.
/// </summary>
/// <typeparam name="TItem">What a statement becomes.</typeparam>
public abstract class StatementGrammar<TItem>
{
    /// <summary>Its identity.</summary>
    public abstract GrammarId Id { get; }

    /// <summary>Whether a source has to close with a statement of its own: without it, it was cut off.</summary>
    public virtual bool RequiresEnd => false;

    /// <summary>The context at the start of a source.</summary>
    public abstract GrammarContext CreateContext();

    /// <summary>The context of a checkpoint.</summary>
    public abstract GrammarContext ReadContext(ReadOnlySpan<byte> saved);

    /// <summary>
    /// Parses one frame: commits units and rows to the emitter, reports diagnostics to it, changes the context. The input is
    /// the frame without its line end, valid UTF-8, final. <see cref="ReplyKind.Err"/> when an error was reported: with
    /// recovery off the parse ends there; with it on the context stands where the next frame can be parsed.
    /// </summary>
    public abstract Reply ParseFrame(scoped ref ParseState state, GrammarContext context, IEmitter<TItem> emitter);

    /// <summary>
    /// Commits as many rows as are as simple as most, each on a line of its own, and leaves the first line that is not to
    /// <see cref="ParseFrame"/>. What comes out is what <see cref="ParseFrame"/> would make of the same lines.
    /// </summary>
    /// <param name="lines">From the start of a line on; need not end with one.</param>
    /// <param name="rowsMax">Rows that may be committed.</param>
    /// <param name="context">Rows are what comes next.</param>
    /// <param name="emitter">Has the room.</param>
    /// <returns>The rows read, not committed yet.</returns>
    internal virtual RowRun ReadRows(ReadOnlySpan<byte> lines, int rowsMax, GrammarContext context, StatementEmitter<TItem> emitter) => default;

    /// <summary>
    /// Commits as many lines as are as simple as most, and leaves the first one that is not to <see cref="ParseFrame"/>. What
    /// comes out is what <see cref="ParseFrame"/> would make of the same lines. Stops when the sink pauses.
    /// </summary>
    /// <param name="run">The lines, and how many have been read.</param>
    /// <param name="context">Frames are logical lines, and no unit is open.</param>
    /// <param name="emitter">Receives the units.</param>
    internal virtual void ReadLines(scoped ref LineRun run, GrammarContext context, StatementEmitter<TItem> emitter)
    {
    }

    /// <summary>
    /// A frame was not given because it is too long or no UTF-8; the error is reported already. A unit that is open must not
    /// be emitted any more. Only with recovery on.
    /// </summary>
    public virtual void SkipFrame(GrammarContext context)
    {
    }

    /// <summary>The source is complete: reports what is missing.</summary>
    public abstract void Finish(Position end, GrammarContext context, IEmitter<TItem> emitter);

    /// <summary>What may come at the end of a frame of which only the start is there. Changes nothing.</summary>
    public abstract IReadOnlySet<Expectation> Expect(scoped ref ParseState state, GrammarContext context);

    /// <summary>The canonical text of a unit, UTF-8: what the transcript digest absorbs.</summary>
    public abstract void WriteCanonical(TItem item, IBufferWriter<byte> output);
}

/// <summary>Where a grammar puts what it reads.</summary>
/// <typeparam name="TItem">What a statement becomes.</typeparam>
public interface IEmitter<TItem>
{
    /// <summary>One unit is certain.</summary>
    void Commit(in SourceSpan span, TItem item);

    /// <summary>One unit is certain, and its canonical text is known.</summary>
    /// <param name="span">Where it stands.</param>
    /// <param name="item">What it says.</param>
    /// <param name="canonical">What <see cref="StatementGrammar{TItem}.WriteCanonical"/> would write.</param>
    void Commit(in SourceSpan span, TItem item, ReadOnlySpan<byte> canonical) => Commit(span, item);

    /// <summary>One row is certain. The values are copied.</summary>
    void CommitRow(in SourceSpan span, string owner, ReadOnlySpan<double> values);

    /// <summary>Something is wrong. An error in collect mode is a unit of its own.</summary>
    void Report(Diagnostic diagnostic);
}
