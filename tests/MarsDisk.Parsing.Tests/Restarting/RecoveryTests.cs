using System.Text;

namespace MarsDisk.Parsing.Tests.Restarting;

public sealed class RecoveryTests
{
    private static readonly Parser<ByteRange> End = Parse.Text("\n"u8);
    private static readonly Parser<string> Word = Parse.TakeWhile1(ByteSet.Letter).AsText().SkipRight(End);
    private static readonly Parser<IReadOnlyList<string>> Words = Word.Recover(End, "?").Many();
    private static readonly RunConfig Collecting
        = new RunConfig { RequireEof = true, MergeWarnings = false }.WithRecovery(RecoverMode.Collect);

    [Fact]
    public void Without_recovery_the_first_error_ends_the_parse()
    {
        var four = Word.Recover(End, "?").Repeat(4, 4);

        var error = Assert.Single(ParserRunner.Run(four, "a\n1\nb\n2\n"u8.ToArray()).Diagnostics);

        Assert.Equal(("scn.syntax.expected", 2L), (error.Code, error.At.Start));
    }

    [Fact]
    public void In_collect_mode_errors_are_passed_over_and_told()
    {
        var result = Run("a\n1\nb\n22\n", Collecting);

        Assert.Equal("a ? b ?", string.Join(' ', result.Value!));
        Assert.True(result.Recovered);
        Assert.Equal(
            "expected a letter, found \"1\"|expected a letter, found \"22\"",
            string.Join('|', result.Diagnostics.Select(error => error.Message)));
        var facts = Assert.IsType<ExtensionMap>(result.Diagnostics[0].Extensions["recover"]).Values;
        Assert.Equal(("collect", "skip", "\\n"), (facts["mode"], facts["action"], facts["sync"]));
    }

    [Fact]
    [Trait("Item", "71")]
    public void Adjacent_equal_recoveries_are_shown_as_one_with_a_count()
    {
        var result = Run("a\n1\n2\n3\nb\n4\n", Collecting with { MergeWarnings = true });

        Assert.Equal("2 6", string.Join(' ', result.Diagnostics.Select(error => error.At.StartLine)));
        var facts = Assert.IsType<ExtensionMap>(result.Diagnostics[0].Extensions["recover"]).Values;
        Assert.Equal(3, facts["count"]);
    }

    [Fact]
    public void What_is_missing_is_offered_as_a_change()
    {
        var closed = Parse.Text(")"u8).Recover(End, default, RecoverAction.Insert, ")");
        var parser = Parse.Text("("u8).SkipLeft(Parse.TakeWhile1(ByteSet.Letter).AsText()).SkipRight(closed);

        var result = ParserRunner.Run(parser.SkipRight(End), "(ab\n"u8.ToArray(), Collecting);

        Assert.Equal("ab", result.Value);
        var error = Assert.Single(result.Diagnostics);
        Assert.Equal([new FixIt.Insert(new(3, 3, 1, 4, 1, 4), ")")], error.FixIts);
    }

    [Fact]
    public void Goes_on_behind_a_cut_and_tries_no_alternative_again()
    {
        var pair = Parse.Between(Parse.Text("("u8), Parse.Text("a"u8), Parse.Text(")"u8)).AsText();
        var parser = pair.Recover(End, "?").Or(Parse.Text("(b"u8).AsText());

        var result = ParserRunner.Run(parser, "(b\n"u8.ToArray(), Collecting);

        Assert.Equal("?", result.Value);
    }

    [Fact]
    public void A_branch_that_is_given_up_takes_its_errors_with_it()
    {
        var parser = Word.Recover(End, "?").SkipRight(Parse.Text("!"u8)).Attempt()
            .Or(Parse.TakeUntil("$"u8, 9).AsText());

        var result = ParserRunner.Run(parser, "1\nx$"u8.ToArray(), Collecting with { RequireEof = false });

        Assert.Equal("1\nx", result.Value);
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void Too_many_errors_end_the_parse()
    {
        var result = Run(string.Concat(Enumerable.Range(0, 70).Select(number => $"{number}\na\n")), Collecting);

        Assert.Equal((65, 129L), (result.Diagnostics.Count, result.Diagnostics[^1].At.StartLine));
        Assert.Equal("scn.recover.limit", result.Diagnostics[^1].Code);
        Assert.False(result.HasValue);
    }

    [Fact]
    public void A_place_to_go_on_is_looked_for_within_a_bound()
    {
        var result = Run("1" + new string('x', 70_000) + "\na\n", Collecting);

        Assert.Equal("scn.recover.limit", Assert.Single(result.Diagnostics).Code);
        Assert.Contains("max_resync_bytes 65536", result.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Item", "70")]
    public void Every_change_appears_once_however_often_the_parse_waited()
    {
        var parser = Word.Recover(End, "?", inserted: "x").Many();
        var source = Encoding.ASCII.GetBytes("1\n\na\n22\n");
        var batch = ParserRunner.Run(parser, source, Collecting);

        var stream = parser.Stream(source.Chunk(1), Collecting).Outcome.Result!;

        Assert.Equal(3, batch.Diagnostics.Sum(error => error.FixIts.Count));
        Assert.Equal(batch.Text(), stream.Text());
    }

    private static ParseResult<IReadOnlyList<string>> Run(string source, RunConfig config)
        => ParserRunner.Run(Words, Encoding.ASCII.GetBytes(source), config);
}
