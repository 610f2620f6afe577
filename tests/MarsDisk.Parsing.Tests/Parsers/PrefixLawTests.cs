using System.Text;

namespace MarsDisk.Parsing.Tests.Parsers;

public sealed class PrefixLawTests
{
    private const int Grammars = 4000;
    private const int InputsOfEach = 6;
    private const int LongestInput = 9;

    [Theory]
    [InlineData(RecoverMode.Off, false)]
    [InlineData(RecoverMode.Collect, false)]
    [InlineData(RecoverMode.Off, true)]
    [Trait("Item", "5")]
    public void A_prefix_is_answered_like_the_whole_or_with_waiting(RecoverMode mode, bool packrat)
    {
        var config = new RunConfig { Packrat = packrat, MaxDepth = 16 }.WithRecovery(mode);
        var (waiting, settled) = (0, 0);
        for (var seed = 0; seed < Grammars; seed++)
        {
            var grammar = new RandomGrammar(seed);
            var parser = grammar.Next(depth: 4);
            for (var input = 0; input < InputsOfEach; input++)
            {
                var text = grammar.Input(LongestInput);
                var whole = Answer(parser, text, text.Length, isFinal: true, config);
                Assert.False(whole == "NeedMore", $"Seed {seed} waits at the end of \"{text}\"");
                for (var length = 0; length <= text.Length; length++)
                {
                    var part = Answer(parser, text, length, isFinal: false, config);
                    if (part == "NeedMore")
                        waiting++;
                    else if (part == whole)
                        settled++;
                    else
                        Assert.Fail($"Seed {seed}, {length} of \"{text}\": {part} instead of {whole}");
                }
            }
        }

        // Both answers are common, so that the law is not kept by always waiting.
        Assert.InRange(settled, waiting / 10, waiting * 10);
    }

    [Fact]
    [Trait("Item", "72")]
    public void The_pass_with_expectations_and_the_pass_without_agree()
    {
        for (var seed = 0; seed < Grammars; seed++)
        {
            var grammar = new RandomGrammar(seed);
            var parser = grammar.Next(depth: 4);
            var text = grammar.Input(LongestInput);
            Assert.NotEqual(ReplyKind.NeedMore, parser.Read(text).Kind);
            _ = parser.Read(text, isFinal: false);
        }
    }

    /// <summary>Everything that the law compares, in one line.</summary>
    private static string Answer(Parser<string> parser, string text, int length, bool isFinal, RunConfig config)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        var failures = config.Packrat ? null : new FailureCollector(new ExpectationTable());
        var state = new ParseState(new Input(bytes.AsSpan(0, length), 0, 1, isFinal, default), config)
        {
            Failures = failures,
        };
        var reply = parser.Parse(ref state, out var value);
        if (reply.Kind == ReplyKind.NeedMore)
        {
            Assert.True(reply.MoreBytes >= 1);
            return "NeedMore";
        }

        var best = failures?.Best ?? Failure.None;
        var expected = FormattableString.Invariant($"{best.Offset} {best.Committed} {best.Context?.Name} ")
            + string.Join('|', (failures?.Expected ?? []).Select(one => one.Text).Order(StringComparer.Ordinal));
        return FormattableString.Invariant(
                $"{reply.Kind} {reply.Consumed} {reply.Committed} cursor {state.Cursor} examined {state.Examined} ")
            + $"value {(reply.Kind == ReplyKind.Ok ? value : "")} expected {expected} "
            + $"fault {state.Session.Fault?.Code} {state.Session.Fault?.At} "
            + string.Join(';', state.Session.Recovered.Select(error => $"{error.At} {error.Message}"));
    }
}
