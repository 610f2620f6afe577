using System.Buffers;
using System.Text;

namespace MarsDisk.Parsing.Tests.Toy;

/// <summary>
/// A small language with all that a runner has to serve: lines, joined lines, comments, a table of rows, an atomic block,
/// errors with and without a block to skip, warnings, several units of one line.
/// </summary>
internal sealed class ToyGrammar(bool requireEnd = false, ulong fingerprint = 7) : StatementGrammar<string>
{
    public override GrammarId Id => new("toy", 1, fingerprint);

    /// <summary>Frames given so far.</summary>
    public long Frames { get; private set; }

    public override GrammarContext CreateContext() => new ToyContext();

    public override GrammarContext ReadContext(ReadOnlySpan<byte> saved) => ToyContext.From(saved);

    public override Reply ParseFrame(scoped ref ParseState state, GrammarContext context, IEmitter<string> emitter)
    {
        Frames++;
        var toy = (ToyContext)context;
        var frame = new ToyFrame(state.Input, emitter);
        return toy.Mode switch
        {
            FrameMode.Discard => Skip(frame, toy),
            FrameMode.Row => ToyRows.Read(frame, toy),
            _ => Line(frame, toy),
        };
    }

    public override void SkipFrame(GrammarContext context) => ((ToyContext)context).IsBroken = true;

    public override void Finish(Position end, GrammarContext context, IEmitter<string> emitter)
    {
        var toy = (ToyContext)context;
        var at = SourceSpan.At(end);
        if (!toy.HasBegun)
            emitter.Report(new("scn.header.missing", Severity.Error, "Nothing is there.", at));
        else if (toy.Block is { } head)
            emitter.Report(Unclosed(at) with { Notes = [(head, "opened here")] });
        else if (toy.Table is not null || toy.IsSkipping)
            emitter.Report(Unclosed(at));
        else if (requireEnd && !toy.HasEnded)
            emitter.Report(new("scn.eof.missing_end", Severity.Error, "No end.", at));
    }

    public override IReadOnlySet<Expectation> Expect(scoped ref ParseState state, GrammarContext context)
    {
        var text = Encoding.UTF8.GetString(state.Input.Bytes);
        var words = new[] { "block", "table", "end" }.Where(word => word.StartsWith(text, StringComparison.Ordinal));
        return words.Select(word => new Expectation(ExpectationKind.Keyword, word)).ToHashSet();
    }

    public override void WriteCanonical(string item, IBufferWriter<byte> output) => Encoding.UTF8.GetBytes(item, output);

    private static Diagnostic Unclosed(SourceSpan at)
        => new("scn.eof.unclosed_block", Severity.Error, "A block is open.", at) { FixIts = [new FixIt.Insert(at, "}")] };

    private static Reply Skip(in ToyFrame frame, ToyContext toy)
    {
        toy.IsSkipping = frame.Text.Trim() != "}";
        return ToyFrame.Ok;
    }

    private static Reply Line(in ToyFrame frame, ToyContext toy)
    {
        var control = frame.Bytes.IndexOfAny("\0\u0001\r"u8);
        if (control >= 0 && !frame.IsJoin(control))
            return frame.Error("scn.lex.control_char", control, control + 1);
        var text = frame.Text.Replace("\\\r\n", " ", StringComparison.Ordinal).Replace("\\\n", " ", StringComparison.Ordinal).Trim();
        if (text.Length == 0 || text[0] == '#')
            return ToyFrame.Ok;
        if (toy.HasEnded)
            return frame.Error("scn.syntax.after_end");

        toy.HasBegun = true;
        return toy.Block is null ? Statement(frame, toy, text) : InBlock(frame, toy, text);
    }

    private static Reply Statement(in ToyFrame frame, ToyContext toy, string text)
    {
        switch (text.Split(' ')[0])
        {
            case "block":
                toy.Block = frame.Span;
                toy.IsBroken = false;
                toy.Lines.Clear();
                return ToyFrame.Ok;
            case "table":
                toy.Table = text.Split(' ')[1];
                return frame.Commit(text);
            case "bad":
                toy.IsSkipping = text.EndsWith('{');
                return frame.Error("toy.bad");
            case "throw":
                throw new FormatException("on purpose");
            case "warn":
                return frame.Warn("toy.warn");
            case "two":
                frame.Commit(text + " 1");
                return frame.Commit(text + " 2");
            case "end":
                toy.HasEnded = true;
                return frame.Commit(text);
            default:
                return frame.Commit(text);
        }
    }

    private static Reply InBlock(in ToyFrame frame, ToyContext toy, string text)
    {
        if (text == "bad")
        {
            toy.IsBroken = true;
            return frame.Error("toy.bad");
        }

        toy.Lines.Add(text);
        if (text != "}")
            return ToyFrame.Ok;
        var head = toy.Block!.Value;
        toy.Block = null;
        return toy.IsBroken ? ToyFrame.Ok : frame.Commit("block " + string.Join("; ", toy.Lines), head.To(frame.Span));
    }
}
