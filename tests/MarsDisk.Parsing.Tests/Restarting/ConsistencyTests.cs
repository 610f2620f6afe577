using System.Text;
using MarsDisk.Parsing.Tests.Parsers;

namespace MarsDisk.Parsing.Tests.Restarting;

public sealed class ConsistencyTests
{
    private const int Grammars = 600;
    private const int LongestInput = 6;

    [Theory]
    [InlineData(RecoverMode.Off, false, false)]
    [InlineData(RecoverMode.Off, true, false)]
    [InlineData(RecoverMode.Collect, true, false)]
    [InlineData(RecoverMode.Off, true, true)]
    [InlineData(RecoverMode.Collect, false, true)]
    [Trait("Item", "6")]
    [Trait("Item", "81")]
    public void Every_cut_of_a_short_source_gives_the_result_of_the_whole(
        RecoverMode mode, bool requireEof, bool packrat)
    {
        var plain = new RunConfig { RequireEof = requireEof, MaxDepth = 16 }.WithRecovery(mode);
        var config = plain with { Packrat = packrat };
        for (var seed = 0; seed < Grammars; seed++)
        {
            var grammar = new RandomGrammar(seed);
            var parser = grammar.Next(depth: 3);
            if (seed % 3 == 0)
                CheckAllCuts(parser.Many(), grammar.Input(LongestInput), plain, config, seed);
            else
                CheckAllCuts(parser, grammar.Input(LongestInput), plain, config, seed);
        }
    }

    [Fact]
    [Trait("Item", "6")]
    public void A_long_source_cut_at_random_gives_the_result_of_the_whole_and_is_looked_at_three_times_at_most()
    {
        var statement = Parse.TakeWhile1(ByteSet.Letter).AsText()
            .SkipRight(Parse.Text(" = "u8)).Then(Parse.TakeWhile1(ByteSet.Digit).AsText())
            .SkipRight(Parse.Text("\n"u8));
        var random = new Random(7);
        foreach (var length in new[] { 1, 10, 1000, 20_000 })
        {
            var lines = Enumerable.Range(0, length).Select(line => $"key = {line}\n");
            var source = Encoding.ASCII.GetBytes(string.Concat(lines));
            CheckRandomCuts(statement.Many(), source, random);
            CheckRandomCuts(statement.Many().Map(static all => all.Count), source, random);
        }
    }

    [Fact]
    [Trait("Item", "6")]
    public void One_byte_at_a_time_without_a_line_end_is_looked_at_three_times_at_most()
    {
        var source = Encoding.ASCII.GetBytes(new string('a', 3000));
        var parser = Parse.TakeWhile1(ByteSet.Letter).AsText().SkipRight(Parse.Eof);

        var (outcome, looked) = parser.Stream(source.Chunk(1));

        Assert.Equal(3000, outcome.Result!.Value!.Length);
        Assert.InRange(looked, source.Length, 3 * source.Length);
    }

    private static void CheckAllCuts<T>(Parser<T> parser, string text, RunConfig plain, RunConfig config, int seed)
    {
        var source = Encoding.ASCII.GetBytes(text);
        var whole = ParserRunner.Run(parser, source, plain).Text();
        Assert.True(whole == ParserRunner.Run(parser, source, config).Text(), $"Seed {seed}, packrat: \"{text}\"");
        for (var borders = 0; borders < 1 << Math.Max(0, source.Length - 1); borders++)
        {
            var (outcome, looked) = parser.Stream(Results.Cut(source, borders), config);
            var found = outcome.Result!.Text();
            var name = FormattableString.Invariant($"Seed {seed}, \"{text}\" cut {borders:b}");
            Assert.True(whole == found, $"{name}:\n{found}instead of\n{whole}");
            Assert.True(looked <= 3 * source.Length, $"{name}: {looked} bytes looked at");
            var resumed = parser.Resumed(Results.Cut(source, borders), config).Result!.Text();
            Assert.True(whole == resumed, $"{name} and resumed:\n{resumed}instead of\n{whole}");
        }
    }

    private static void CheckRandomCuts<T>(Parser<T> parser, byte[] source, Random random)
    {
        var config = new RunConfig { RequireEof = true };
        var whole = ParserRunner.Run(parser, source, config).Text();
        foreach (var most in new[] { 1, 3, 64, 4096, source.Length })
        {
            var (outcome, looked) = parser.Stream(Pieces(source, most, random), config);
            Assert.Equal(whole, outcome.Result!.Text());
            Assert.Equal(source.Length, outcome.Meta.ConsumedBytes);
            Assert.InRange(looked, source.Length, 3L * source.Length);
        }
    }

    private static IEnumerable<byte[]> Pieces(byte[] source, int most, Random random)
    {
        for (var start = 0; start < source.Length;)
        {
            var length = Math.Min(source.Length - start, random.Next(0, most) + 1);
            yield return source[start..(start + length)];
            if (random.Next(10) == 0)
                yield return [];
            start += length;
        }
    }
}
