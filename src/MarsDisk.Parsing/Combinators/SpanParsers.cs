using System.Text;

namespace MarsDisk.Parsing;

/// <summary>A value with its place.</summary>
internal sealed class SpannedParser<T>(Parser<T> part) : Parser<Spanned<T>>
{
    public override Reply Parse(scoped ref ParseState state, out Spanned<T> value)
    {
        var start = state.Cursor;
        var reply = part.Parse(ref state, out var inner);
        value = reply.Kind == ReplyKind.Ok ? new(inner, state.SpanOf(start, state.Cursor)) : default;
        return reply;
    }

    internal override void ShowParts(GrammarIndex index) => index.Add(part);
}

/// <summary>A value made of the bytes that a parser has passed.</summary>
internal sealed class BytesParser<TPart, T>(Parser<TPart> part, BytesReader<T> read) : Parser<T>
{
    public override Reply Parse(scoped ref ParseState state, out T value)
    {
        var start = state.Cursor;
        var reply = part.Parse(ref state, out _);
        value = reply.Kind == ReplyKind.Ok ? read(state.Input.Bytes[start..state.Cursor]) : default!;
        return reply;
    }

    internal override void ShowParts(GrammarIndex index) => index.Add(part);
}

/// <summary>Makes a value of bytes; must not throw.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="bytes">The bytes; valid during the call only.</param>
public delegate T BytesReader<out T>(ReadOnlySpan<byte> bytes);

/// <summary>Readers that are often used.</summary>
internal static class BytesReaders
{
    public static readonly BytesReader<string> Text = Encoding.UTF8.GetString;
}
