namespace MarsDisk.Parsing;

/// <summary>
/// Reads a value of one kind. Immutable and safe for concurrent use: all that changes is in the state. Never throws
/// for any
/// input. Obeys the prefix law: on the beginning of an input that is not final it answers
/// <see cref="ReplyKind.NeedMore"/>, or exactly what it answers on the whole input.
/// </summary>
/// <typeparam name="T">The value.</typeparam>
public abstract class Parser<T>
{
    /// <summary>Name and number.</summary>
    public virtual ParserInfo Info => ParserInfo.Anonymous;

    /// <summary>Tries to read a value at the cursor.</summary>
    /// <param name="state">The window and the cursor in it.</param>
    /// <param name="value">The value; defined only if the reply is <see cref="ReplyKind.Ok"/>.</param>
    public abstract Reply Parse(scoped ref ParseState state, out T value);

    /// <summary>The parser as a loop over commit points; null if it has none.</summary>
    internal virtual RootLoop<T>? AsRootLoop() => null;

    /// <summary>Shows the parsers that this one is made of.</summary>
    internal virtual void ShowParts(GrammarIndex index)
    {
    }
}

/// <summary>No value.</summary>
public readonly record struct Nothing;

/// <summary>A value with its place.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Span">Where it stands.</param>
public readonly record struct Spanned<T>(T Value, SourceSpan Span);

/// <summary>
/// Bytes of the source that a parser has passed; their text is taken with <c>Parse.Text</c> while they are there.
/// </summary>
/// <param name="Start">Source offset of the first one.</param>
/// <param name="Length">How many.</param>
public readonly record struct ByteRange(long Start, int Length);
