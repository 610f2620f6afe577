namespace MarsDisk.Parsing.Tests.Restarting;

public sealed class FaultTests
{
    [Fact]
    public void A_parser_that_throws_is_a_defect_and_not_an_exception()
    {
        var parser = Parse.Text("a"u8).Map<ByteRange, int>(static _ => throw new FormatException("bad"));

        var error = Assert.Single(ParserRunner.Run(parser, "ab"u8.ToArray()).Diagnostics);

        Assert.Equal("scn.internal.exception", error.Code);
        Assert.Equal((0, 2), (error.At.Start, error.At.End));
        Assert.Contains("FormatException: bad", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parser_that_waits_at_the_end_of_the_source_is_a_defect()
    {
        var source = "a"u8.ToArray();

        Assert.Equal("scn.internal.exception", ParserRunner.Run(new Waiting(), source).Diagnostics[0].Code);
        Assert.Equal("scn.internal.exception", new Waiting().Stream([source]).Outcome.Result!.Diagnostics[0].Code);
    }

    [Fact]
    public void A_collision_of_rules_is_a_defect_of_the_grammar()
    {
        var parser = Parse.Rule("one", Parse.Text("a"u8)).Or(Parse.Rule("one", Parse.Text("b"u8)));

        var error = Assert.Single(ParserRunner.Run(parser, "a"u8.ToArray()).Diagnostics);

        Assert.Equal("scn.internal.exception", error.Code);
        Assert.Contains("\"one\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deferred_part_that_cannot_be_made_is_a_defect_of_the_grammar()
    {
        var parser = Parse.Text("a"u8).Or(Parse.Defer<ByteRange>(static () => throw new FormatException("bad")));

        var error = Assert.Single(ParserRunner.Run(parser, "a"u8.ToArray()).Diagnostics);

        Assert.Equal("scn.internal.exception", error.Code);
        Assert.Contains("FormatException: bad", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Support_of_left_recursion_is_E4003()
    {
        var config = new RunConfig { LeftRecursion = LeftRecursionMode.On };

        Assert.Equal("E4003", Assert.Single(ParserRunner.Run(Parse.Eof, default, config).Diagnostics).Code);
    }

    [Fact]
    public void A_fault_of_the_grammar_is_the_only_error()
    {
        var parser = Parse.Text("a"u8).SkipLeft(Parse.Text("b"u8).Opt().Many());

        var error = Assert.Single(ParserRunner.Run(parser, "ax"u8.ToArray(), new() { RequireEof = true }).Diagnostics);

        Assert.Equal(("E3001", 1L), (error.Code, error.At.Start));
    }

    [Fact]
    public void A_wrong_flow_control_at_a_resume_is_a_bug_of_the_feeder()
    {
        var pending = StreamingRunner.RunStream(Parse.Text("abc"u8), MemoryFeeder.Answering(FeederYield.Await()));
        var wrong = FlowController.Default with { LowWatermark = FlowController.Default.HighWatermark + 1 };

        var outcome = StreamingRunner.Resume(pending.Continuation!, default, flow: wrong);

        var facts = Assert.IsType<ExtensionMap>(Assert.Single(outcome.Result!.Diagnostics).Extensions["stream"]);
        Assert.Equal(StreamErrorKind.FeederBug, facts.Values["kind"]);
    }

    private sealed class Waiting : Parser<int>
    {
        public override Reply Parse(scoped ref ParseState state, out int value)
        {
            value = 0;
            return Reply.NeedMore(1);
        }
    }
}
