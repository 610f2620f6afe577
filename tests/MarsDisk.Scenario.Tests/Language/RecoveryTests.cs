using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Tests.Properties;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Language;

public sealed class RecoveryTests
{
    [Fact]
    public void A_row_that_is_too_far_ahead_is_one_error_and_not_one_for_each_row_behind_it()
    {
        var text = Scenarios.Body("table t (x: K, y: 1) {", "1 0", "900 0", "3 0", "4 0", "4 1", "5 0", "}");

        var found = Scenarios.Parse(text, Scenarios.Collecting).Diagnostics;

        Assert.Equal(["3", "4"], found.Select(diagnostic => Scenarios.TextAt(text, diagnostic.At)), StringComparer.Ordinal);
        Assert.All(found, diagnostic => Assert.Equal("scn.table.not_increasing", diagnostic.Code));
    }

    [Fact]
    [Trait("Item", "66")]
    public void Without_recovery_nothing_follows_the_first_mistake()
    {
        var source = Encoding.UTF8.GetBytes(Scenarios.Body("set a = 1", "set b", "set c = 3"));

        var (units, result) = Scenarios.Parse(source);

        Assert.Equal(2, units.Statements.Count);
        Assert.False(result.HasValue);
        Assert.Equal(33, result.Value!.Bytes);
    }

    [Fact]
    [Trait("Item", "67")]
    public void With_recovery_every_good_line_is_read_and_bad_ones_have_ordinals()
    {
        var source = Encoding.UTF8.GetBytes(Scenarios.Body("set a", "set b = 2", "sett c = 3", "set d = 4", "run x {", "  set", "}", "wait all"));

        var (units, result) = Scenarios.Parse(source, Scenarios.Collecting);

        Assert.True(result.Recovered);
        Assert.Equal(3, units.Diagnostics.Count);
        Assert.Equal(7, result.Value!.Units);
        Assert.EndsWith(" wait all", units.Units[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("at 1", 3)]
    [InlineData("until 3 yr", 2)]
    [InlineData("expect end a", 2)]
    public void A_run_goes_on_behind_a_wrong_line_and_has_its_place_before_it(string wrong, int statements)
    {
        var units = Scenarios.Parse(Scenarios.Run("seed = 1", wrong, "at 2 yr flush"), Scenarios.Collecting);

        Assert.Single(units.Diagnostics);
        Assert.IsType<RunOpened>(units.Statements[1]);
        Assert.True(units.Statements.Count > statements);
        Assert.IsType<RunClosed>(units.Statements[^1]);
        Assert.Equal(units.Statements.Select(unit => unit.Span.Start).Order(), units.Statements.Select(unit => unit.Span.Start));
    }

    [Theory]
    [InlineData("config {", "  a", "  b = 1", "}")]
    [InlineData("sweep \"s\" {", "  vary a", "  run \"r\" {", "  }", "}")]
    [InlineData("sweep \"s\" {", "  run r {", "    at 1", "  }", "}")]
    public void A_block_that_is_one_unit_is_not_emitted_with_a_wrong_line(params string[] lines)
    {
        var units = Scenarios.Parse(Scenarios.Body([.. lines, "wait all"]), Scenarios.Collecting);

        Assert.Single(units.Diagnostics);
        Assert.Equal(2, units.Statements.Count);
        Assert.IsType<BarrierRequested>(units.Statements[1]);
    }

    [Theory]
    [InlineData("run \"a\" {\n  at 1 yr flush\n")]
    [InlineData("config {\n  a = 1")]
    [InlineData("set a 3\n")]
    [InlineData("run \"a\" {\n  until 2 yr\n}\n")]
    [InlineData("config from \"base.yml\n")]
    [InlineData("run \"a {\n}\n")]
    [InlineData("set a = [1, 2\n")]
    [InlineData("table t (a: 1, b: 1 {\n}\n")]
    [Trait("Item", "68")]
    public void An_inserted_sign_removes_its_diagnostic(string text)
    {
        var source = Scenarios.Body() + text;

        var fault = Assert.Single(Scenarios.Parse(source, Scenarios.Collecting).Diagnostics, one => one.FixIts.Any(fix => fix is FixIt.Insert));
        var mended = Scenarios.Apply(source, fault.FixIts.OfType<FixIt.Insert>().First());

        Assert.Empty(Scenarios.Parse(mended).Diagnostics);
        Assert.Equal("insert", ((ExtensionMap)fault.Extensions["recover"]!).Values["action"]);
    }

    [Fact]
    [Trait("Item", "69")]
    public void Sixty_four_mistakes_are_shown_and_the_next_one_ends_the_parse()
    {
        var units = Scenarios.Parse(Scenarios.Body([.. Enumerable.Repeat("set", 65)]), Scenarios.Collecting);

        Assert.Equal(65, units.Diagnostics.Count);
        Assert.Equal("scn.recover.limit", units.Diagnostics[^1].Code);
    }

    [Fact]
    [Trait("Item", "71")]
    public void Equal_mistakes_on_adjacent_lines_are_shown_as_one()
    {
        var config = new RunConfig().WithRecovery(RecoverMode.Collect);

        var (units, result) = Scenarios.Parse(Encoding.UTF8.GetBytes(Scenarios.Body("set", "set", "set")), config);

        Assert.Single(result.Diagnostics);
        Assert.Equal(3, units.Diagnostics.Count);
    }

    [Fact]
    [Trait("Item", "72")]
    public void Both_passes_agree_on_every_line()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var text = Encoding.UTF8.GetBytes(new ScenarioGenerator(seed).Next(4));
            new Random(seed).Shuffle(text.AsSpan(text.Length / 2, Math.Min(4, text.Length / 2)));
            Compare(text, seed);
        }
    }

    [Fact]
    public void A_missing_header_is_one_mistake_and_the_line_counts()
    {
        var units = Scenarios.Parse("set a = 1\nset b = 2\n", Scenarios.Collecting);

        Assert.Equal("scn.header.missing", Assert.Single(units.Diagnostics).Code);
        Assert.Equal(2, units.Statements.Count);
    }

    // The second pass over a frame that the first one reads must read it too, up to the same byte.
    private static void Compare(byte[] source, int seed)
    {
        var context = (ScenarioContext)Scenarios.Grammar.CreateContext();
        var silent = new Transcript.Emitter();
        foreach (var line in Encoding.Latin1.GetString(source).Split('\n'))
        {
            var frame = Encoding.Latin1.GetBytes(line);
            var names = new ParseNames();
            var first = new FrameCursor(new Input(frame, 0, 1, true, default), new RunConfig(), names, null);
            var second = new FrameCursor(new Input(frame, 0, 1, true, default), new RunConfig(), names, new Failures());
            var before = (ScenarioContext)Scenarios.Grammar.CreateContext();
            before.HasHeader = context.HasHeader = true;

            var isRead = MarsDisk.Scenario.Grammar.LineReader.Read(ref first, context = new() { HasHeader = true }, silent);
            var isReadAgain = MarsDisk.Scenario.Grammar.LineReader.Read(ref second, before, silent);

            Assert.True(isRead == isReadAgain && (!isRead || first.At == second.At), $"seed {seed}: {line}");
        }
    }
}
