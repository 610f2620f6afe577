using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Language;

public sealed class ExpectedTests
{
    private const string Cooling = "scenario \"cooling\" version 1\nrun \"a\" {\n  at 0.5 set radiation.TM_K = 3500 K\n}\n";

    [Fact]
    [Trait("Item", "59")]
    public void A_time_without_a_unit_is_the_worked_example()
    {
        var fault = Scenarios.Fault(Cooling);

        Assert.Equal("scn.syntax.expected", fault.Code);
        Assert.Equal("expected a unit of time after \"0.5\", found \"set\"", fault.Message);
        Assert.Equal(new SourceSpan(48, 51, 3, 10, 3, 13), fault.At);
        Assert.Equal("insert a unit, for example \"yr\"", Assert.Single(fault.Notes).Text);
        Assert.Equal("yr ", Assert.IsType<FixIt.Insert>(Assert.Single(fault.FixIts)).Text);
        Assert.Equal("run \"a\" > at", string.Join(" > ", fault.Trace.Select(open => open.Label)));
        Assert.Equal("d day h kyr min ms Myr orbit", string.Join(' ', fault.Expected!.Alternatives.Select(one => one.Text)));
        Assert.Equal(2, fault.Expected.Omitted);
        Assert.Empty(Scenarios.Parse(Scenarios.Apply(Cooling, fault.FixIts[0])).Diagnostics);
    }

    [Fact]
    [Trait("Item", "60")]
    public void A_missing_equals_sign_is_expected_where_the_value_stands()
    {
        var source = Scenarios.Body("set a.b 3");

        var fault = Scenarios.Fault(source);

        Assert.Equal("3", Scenarios.TextAt(source, fault.At));
        Assert.Equal(new Expectation(ExpectationKind.Token, "="), Assert.Single(fault.Expected!.Alternatives));
    }

    [Fact]
    [Trait("Item", "61")]
    public void A_misspelt_word_is_shown_at_its_start_with_the_right_one()
    {
        var fault = Scenarios.Fault(Scenarios.Body("runn \"a\""));

        Assert.Equal(1, fault.At.StartColumn);
        Assert.Equal("run", Assert.IsType<FixIt.Replace>(Assert.Single(fault.FixIts)).Text);
    }

    [Theory]
    [InlineData("run \"a\" {\n  un", "until")]
    [InlineData("run \"a\" {\n  at 1 yr snap", "snapshot")]
    [InlineData("run \"a\" {\n  at 1 ", "yr")]
    [InlineData("run \"a\" {\n  expect ", "always")]
    [InlineData("sweep \"s\" {\n  vary a ", "in")]
    [InlineData("config ", "from")]
    [InlineData("", "config")]
    [InlineData("run \"a\" {\n  at 1 yr fault ", "disk-full")]
    [InlineData("table t (a: 1, b: 1) ", "linear")]
    [Trait("Item", "48")]
    public void What_may_follow_a_beginning_is_what_the_whole_would_have_needed(string text, string word)
    {
        var source = Scenarios.Body() + text;

        var expected = Pending(source).ExpectedTokens;

        Assert.Contains(expected, one => one.Text == word);
        if (text.EndsWith("un", StringComparison.Ordinal))
        {
            var fault = Scenarios.Fault(source);
            Assert.Equal(expected.Count, fault.Expected!.Alternatives.Count + fault.Expected.Omitted + 1);
            Assert.All(fault.Expected.Alternatives, one => Assert.Contains(one, expected));
            Assert.Equal("un", Scenarios.TextAt(source, fault.At));
        }
    }

    [Fact]
    public void A_beginning_that_could_be_the_whole_commits_nothing()
    {
        var transcript = new Transcript();
        var context = Scenarios.Grammar.CreateContext();

        foreach (var line in (string[])["scenario \"x\" version 1", "scenario \"x\" version 1 # c", ""])
            _ = Expect(line, context);

        Assert.Empty(transcript.Units);
        Assert.Equal("scenario", Assert.Single(Expect("", context)).Text);
    }

    private static IReadOnlySet<Expectation> Expect(string line, GrammarContext context)
    {
        var state = new ParseState(new Input(Encoding.UTF8.GetBytes(line), 0, 1, isFinal: false, default), new RunConfig());
        return Scenarios.Grammar.Expect(ref state, context);
    }

    private static ContinuationMeta Pending(string source)
    {
        var feeder = MemoryFeeder.Answering([FeederYield.Chunk(Encoding.UTF8.GetBytes(source)), FeederYield.Await()]);
        var outcome = StreamingRunner.RunStream(Scenarios.Grammar, feeder, new Transcript());
        return outcome.Continuation!.Meta;
    }
}
