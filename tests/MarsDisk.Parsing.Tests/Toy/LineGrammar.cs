using System.Buffers;

namespace MarsDisk.Parsing.Tests.Toy;

/// <summary>Every line is a statement without content: what is left is the cost of the runner.</summary>
internal sealed class LineGrammar : StatementGrammar<string>
{
    public override GrammarId Id => new("line", 1, 1);

    public long Frames { get; private set; }

    public override GrammarContext CreateContext() => new ToyContext();

    public override GrammarContext ReadContext(ReadOnlySpan<byte> saved) => ToyContext.From(saved);

    public override Reply ParseFrame(scoped ref ParseState state, GrammarContext context, IEmitter<string> emitter)
    {
        Frames++;
        var input = state.Input;
        var (start, line, length) = (input.BaseOffset, input.BaseLine, input.Bytes.Length);
        emitter.Commit(new(start, start + length, line, 1, line, length + 1), "x");
        return new() { Kind = ReplyKind.Ok, Consumed = true };
    }

    public override void Finish(Position end, GrammarContext context, IEmitter<string> emitter)
    {
    }

    public override IReadOnlySet<Expectation> Expect(scoped ref ParseState state, GrammarContext context) => new HashSet<Expectation>();

    public override void WriteCanonical(string item, IBufferWriter<byte> output)
    {
        output.GetSpan(1)[0] = (byte)'x';
        output.Advance(1);
    }
}
