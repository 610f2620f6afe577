using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Json;

namespace MarsDisk.Scenario.Tests.Json;

/// <summary>The twin is checked as the text is: the same codes, at the member that is wrong.</summary>
public sealed class JsonMistakeTests
{
    private const string Header = """{"op":"scenario","name":"a","version":1}""" + "\n";
    private const string Run = Header + """{"op":"run","id":"r","options":{"until":"2 yr"},"set":{}}""" + "\n";

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { """{"op":"set","a":1}""", "scn.header.missing", "\"set\"" },
        { """{"op":"scenario","name":"a","version":2}""", "scn.header.version", "2" },
        { Header + """{"op":"sett","a":1}""", "scn.syntax.expected", "\"sett\"" },
        { Header + """{"a":1,"op":"set"}""", "scn.syntax.expected", "\"a\"" },
        { Header + """["op","set"]""", "scn.syntax.expected", """["op","set"]""" },
        { Header + """{"op":"set","a":}""", "scn.syntax.expected", "}" },
        { Header + """{"op":"set","a.b":"4000 Q"}""", "scn.unit.unknown", "Q" },
        { Header + """{"op":"set","a b":"4000"}""", "scn.syntax.expected", "b" },
        { Header + """{"op":"set","a":"4 K # five"}""", "scn.syntax.expected", "#" },
        { Header + """{"op":"config","set":{"a":1,"a":2}}""", "scn.key.duplicate", "\"a\"" },
        { Header + """{"op":"end"}""" + "\n" + """{"op":"end"}""", "scn.syntax.after_end", """{"op":"end"}""" },
        { Header + """{"op":"at","t":"1 yr","do":{"flush":null}}""", "scn.syntax.expected", "\"at\"" },
        { Run + """{"op":"at","t":"0.5","do":{"flush":null}}""", "scn.syntax.expected", "" },
        { Run + """{"op":"at","t":"0.5 yr"}""", "scn.syntax.expected", "}" },
        { Run + """{"op":"at","t":"0.5 yr","do":{"flush":null,"resume":null}}""", "scn.syntax.expected", "\"resume\"" },
        { Run + """{"op":"at","t":"2 yr","do":{"flush":null}}""" + "\n" + """{"op":"at","t":"1 yr","do":{"flush":null}}""", "scn.time.decreasing", "\"1 yr\"" },
        { Run + """{"op":"at","t":"2 yr","do":{"pause":null}}""" + "\n" + """{"op":"at","t":"3 yr","do":{"flush":null}}""", "scn.event.unreachable", "\"3 yr\"" },
        { Run + """{"op":"at","t":"2 yr","do":{"flush":null}}""" + "\n" + """{"op":"every","t":"1 yr","do":{"flush":null}}""", "scn.run.rule_after_event", "\"every\"" },
        { Run + """{"op":"expect","t":"end","metric":"x","is":"~=","value":1}""", "scn.expect.tolerance", "\"~=\"" },
        { Run + """{"op":"every","t":"0 yr","do":{"flush":null}}""", "scn.key.range", "\"0 yr\"" },
        { Run + """{"op":"drive","columns":[["x","K"],["y","1"]]}""", "scn.drive.first_column", """[["x","K"],["y","1"]]""" },
        { Run + """{"op":"at","t":"1 yr","do":{"fault":{"kind":"crush","target":"s"}}}""", "scn.fault.kind", "crush" },
        { Header + """{"op":"sweep","id":"s","vary":[{"key":"a","from":0,"to":1,"count":3,"scale":"log"}],"run":{"id":"x"}}""", "scn.sweep.range", """[{"key":"a","from":0,"to":1,"count":3,"scale":"log"}]""" },
        { Header + """{"op":"sweep","id":"s","vary":[{"key":"a","from":0,"to":1,"count":1}],"run":{"id":"x"}}""", "scn.sweep.range", """[{"key":"a","from":0,"to":1,"count":1}]""" },
        { Table("[1,2],[1,3]"), "scn.table.not_increasing", "1" },
        { Table("[1,2,3]"), "scn.table.columns", "1,2,3" },
        { Table("[1,1e999]"), "scn.table.not_finite", "1e999" },
        { Table("[1,\"2\"]"), "scn.table.bad_number", "\"2\"" },
        { Table("[1,2],3"), "scn.syntax.expected", "3" },
        { Table("[1," + new string('1', 70) + "]"), "scn.limit.number_bytes", new string('1', 70) },
        { Header + """{"op":"table","name":"t","columns":[["x","K"]]}""", "scn.syntax.expected", """[["x","K"]]""" },
        { Header + """{"op":"set","a":"\ud800"}""", "scn.lex.bad_escape", """
            "\ud800"
            """ },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_has_the_code_of_the_text_and_the_place_of_its_member(string source, string code, string place)
    {
        var found = Assert.Single(Transcript.Of(new JsonScenarioGrammar(), source).Diagnostics);

        Assert.Equal(code, found.Code);
        Assert.Equal(place, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(source)[(int)found.At.Start..(int)found.At.End]));
        Assert.Equal(1 + source[..(int)found.At.Start].Count(letter => letter == '\n'), found.At.StartLine);
        Assert.Equal(1 + found.At.Start - (source[..(int)found.At.Start].LastIndexOf('\n') + 1), found.At.StartColumn);
    }

    [Fact]
    public void Rows_before_a_wrong_one_stand()
    {
        var units = Transcript.Of(new JsonScenarioGrammar(), Table("[1,2],[2,3],[2,4],[9,9]"));

        Assert.Equal(2, units.Rows);
    }

    [Fact]
    public void All_mistakes_are_found_and_all_good_lines_read()
    {
        const string source = Run + """
            {"op":"at","t":"1 yr","do":{"flush":null}}
            {"op":"at","t":"1 parsec","do":{"flush":null}}
            not json
            {"op":"at","t":"2 yr","do":{"flush":null}}
            {"op":"close"}
            {"op":"run","id":3}
            {"op":"at","t":"1 yr","do":{"flush":null}}
            {"op":"close"}
            {"op":"end"}
            """;

        var units = Transcript.Of(new JsonScenarioGrammar(), source, isCollecting: true);

        Assert.Equal([4L, 5L, 8L], units.Diagnostics.Select(found => found.At.StartLine));
        Assert.Equal(["ScenarioOpened", "RunOpened", "EventScheduled", "EventScheduled", "RunClosed", "ScenarioEnded"],
            units.Statements.Select(unit => unit.GetType().Name), StringComparer.Ordinal);
    }

    [Fact]
    public void A_missing_header_is_one_mistake_and_not_one_for_each_line()
    {
        var units = Transcript.Of(new JsonScenarioGrammar(), "{\"op\":\"set\",\"a\":1}\n{\"op\":\"set\",\"b\":1}\n", isCollecting: true);

        Assert.Equal("scn.header.missing", Assert.Single(units.Diagnostics).Code);
        Assert.Equal(2, units.Statements.Count());
    }

    [Fact]
    public void An_open_run_is_named_at_the_end_of_the_source_and_closed_by_a_line_of_the_twin()
    {
        var found = Assert.Single(Transcript.Of(new JsonScenarioGrammar(), Run).Diagnostics);

        Assert.Equal("scn.eof.unclosed_block", found.Code);
        Assert.Equal(2, found.Notes.Single().At!.Value.StartLine);
        Assert.Equal("{\"op\":\"close\"}\n", Assert.IsType<FixIt.Insert>(Assert.Single(found.FixIts)).Text);
    }

    [Fact]
    public void Deep_nesting_is_a_mistake_and_no_overflow()
    {
        var found = Assert.Single(Transcript.Of(new JsonScenarioGrammar(), Header + new string('[', 60_000)).Diagnostics);

        Assert.Equal("scn.syntax.expected", found.Code);
    }

    private static string Table(string rows)
        => Header + """{"op":"table","name":"t","columns":[["x","K"],["y","1"]]}""" + "\n{\"op\":\"rows\",\"v\":[" + rows + "]}";
}
