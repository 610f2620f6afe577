using System.Buffers;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Tests.Consistency;

/// <summary>A broken language: reads every other source without its third line.</summary>
internal sealed class ForgetfulGrammar : StatementGrammar<ScenarioStatement>
{
    private readonly ScenarioGrammar _inner = new();
    private int _sources;
    private int _lines;

    public override GrammarId Id => _inner.Id;

    public override GrammarContext CreateContext()
    {
        _lines = 0;
        _sources++;
        return _inner.CreateContext();
    }

    public override GrammarContext ReadContext(ReadOnlySpan<byte> saved) => _inner.ReadContext(saved);

    public override Reply ParseFrame(scoped ref ParseState state, GrammarContext context, IEmitter<ScenarioStatement> emitter)
    {
        const int forgotten = 4;
        return ++_lines == forgotten && _sources > 1
            ? new Reply { Kind = ReplyKind.Ok, Consumed = true }
            : _inner.ParseFrame(ref state, context, emitter);
    }

    public override void Finish(Position end, GrammarContext context, IEmitter<ScenarioStatement> emitter) => _inner.Finish(end, context, emitter);

    public override IReadOnlySet<Expectation> Expect(scoped ref ParseState state, GrammarContext context) => _inner.Expect(ref state, context);

    public override void WriteCanonical(ScenarioStatement item, IBufferWriter<byte> output) => _inner.WriteCanonical(item, output);
}
