using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Language;

public sealed class ByteTests
{
    [Fact]
    [Trait("Item", "10")]
    public void A_byte_order_mark_counts_in_offsets_and_not_in_columns()
    {
        var units = Scenarios.Parse("\ufeffscenario \"x\" version 1\n");

        Assert.Equal(new SourceSpan(3, 25, 1, 1, 1, 23), Assert.Single(units.Statements).Span);
    }

    [Fact]
    [Trait("Item", "11")]
    public void A_carriage_return_belongs_to_the_line_end()
    {
        var lf = Scenarios.Parse("scenario \"x\" version 1\nset a = 1\n");
        var crlf = Scenarios.Parse("scenario \"x\" version 1\r\nset a = 1\r\n");

        Assert.Empty(crlf.Diagnostics);
        Assert.Equal(lf.Statements[1].Span with { Start = 24, End = 33 }, crlf.Statements[1].Span);
    }

    [Theory]
    [InlineData("set a = \"\u00e9\xff\"", 0xFF, 11)]
    [Trait("Item", "13")]
    public void An_invalid_byte_in_a_string_is_found_where_it_is(string line, int wrong, int index)
    {
        var source = Encoding.UTF8.GetBytes(Scenarios.Body(line.Replace("\xff", "~", StringComparison.Ordinal)));
        var at = Array.IndexOf(source, (byte)'~');
        source[at] = (byte)wrong;

        var diagnostic = Assert.Single(Scenarios.Parse(source).Units.Diagnostics);

        Assert.Equal("scn.encoding.invalid_utf8", diagnostic.Code);
        Assert.Equal((23 + index, 23 + index), (at, diagnostic.At.Start));
    }

    [Fact]
    [Trait("Item", "14")]
    public void A_source_that_ends_inside_a_character_is_wrong_at_that_character()
    {
        byte[] source = [.. Encoding.UTF8.GetBytes(Scenarios.Body("# x")), (byte)'#', 0xE8, 0xB3];

        var diagnostic = Assert.Single(Scenarios.Parse(source).Units.Diagnostics);

        Assert.Equal(("scn.encoding.invalid_utf8", source.Length - 2L), (diagnostic.Code, diagnostic.At.Start));
    }

    [Fact]
    [Trait("Item", "15")]
    public void A_last_line_without_line_end_is_a_line()
    {
        Assert.IsType<ScenarioEnded>(Scenarios.Statements("scenario \"x\" version 1\nend")[^1]);
    }

    [Fact]
    [Trait("Item", "16")]
    public void Joined_lines_are_one_statement_with_places_on_both()
    {
        var set = Scenarios.Statements(Scenarios.Body("set a \\", "  = 3"))[1];

        Assert.Equal(new SourceSpan(23, 36, 2, 1, 3, 6), set.Span);
    }

    [Theory]
    [InlineData("set a = 1\r2")]
    [InlineData("set a = \u0007")]
    [InlineData("# \0")]
    [Trait("Item", "18")]
    public void A_control_character_is_an_error_even_in_a_comment(string line)
    {
        var source = Scenarios.Body(line);

        var fault = Scenarios.Fault(source);

        Assert.Equal("scn.lex.control_char", fault.Code);
        Assert.True(Scenarios.TextAt(source, fault.At)[0] < ' ');
    }

    [Fact]
    public void A_comment_that_swallows_the_next_line_draws_a_warning()
    {
        var units = Scenarios.Parse(Scenarios.Body("set a = 1 # one \\", "set b = 2"));

        var warning = Assert.Single(units.Diagnostics);
        Assert.Equal(("scn.lex.comment_continues", Severity.Warning), (warning.Code, warning.Severity));
        Assert.Equal(2, units.Statements.Count);
    }

    [Theory]
    [InlineData("# a\u202eb")]
    [InlineData("set a = \"x\u2066y\"")]
    [InlineData("table t (x: K, y: 1) {\n 1 2 # \u200f\n}")]
    public void A_control_of_writing_direction_in_a_comment_or_string_draws_a_warning(string line)
    {
        var warning = Assert.Single(Scenarios.Parse(Scenarios.Body(line)).Diagnostics);

        Assert.Equal(("scn.lex.bidi", Severity.Warning), (warning.Code, warning.Severity));
    }

    [Fact]
    [Trait("Item", "19")]
    public void An_unclosed_block_that_is_one_unit_emits_nothing()
    {
        var units = Scenarios.Parse(Scenarios.Body("config {", "  a = 1"));

        Assert.Single(units.Statements);
        var fault = Assert.Single(units.Diagnostics);
        Assert.Equal("scn.eof.unclosed_block", fault.Code);
        Assert.Equal((23L, "opened here"), (fault.Notes[0].At!.Value.Start, fault.Notes[0].Text));
        Assert.Equal("}\n", Assert.IsType<FixIt.Insert>(Assert.Single(fault.FixIts)).Text);
    }

    [Fact]
    [Trait("Item", "20")]
    public void Events_of_an_unclosed_run_stay()
    {
        var units = Scenarios.Parse(Scenarios.Body("run \"a\" {", "  at 1 yr flush"));

        Assert.IsType<EventScheduled>(units.Statements[^1]);
        Assert.Equal("scn.eof.unclosed_block", Assert.Single(units.Diagnostics).Code);
    }

    [Fact]
    [Trait("Item", "21")]
    public void A_source_that_has_to_end_with_end_says_so()
    {
        var fault = Scenarios.Fault(Scenarios.Body("set a = 1"), grammar: new ScenarioGrammar(requiresEnd: true));

        Assert.Equal("scn.eof.missing_end", fault.Code);
        Assert.Equal("end\n", Assert.IsType<FixIt.Insert>(Assert.Single(fault.FixIts)).Text);
    }

    [Fact]
    [Trait("Item", "22")]
    public void Behind_the_end_stand_only_blank_lines_and_comments()
    {
        Assert.Equal(2, Scenarios.Statements(Scenarios.Body("end", "", "  # bye")).Count);
        Assert.Equal("scn.syntax.after_end", Scenarios.Fault(Scenarios.Body("end", "", "wait all", "wait all")).Code);
        Assert.Single(Scenarios.Parse(Scenarios.Body("end", "", "wait all", "wait all"), Scenarios.Collecting).Diagnostics);
    }
}
