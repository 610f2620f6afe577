using System.Globalization;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Language;

public sealed class LimitTests
{
    [Fact]
    [Trait("Item", "75")]
    public void A_block_one_byte_too_long_is_refused_at_its_last_line()
    {
        var body = Scenarios.Body("config {", "  a = 1", "  b = 2", "}");
        var limits = new ParseLimits { MaxStatementBytes = 25, MaxLineBytes = 25, MaxRowBytes = 25 };

        Assert.Empty(Scenarios.Parse(body, new RunConfig { Limits = limits with { MaxStatementBytes = 26 } }).Diagnostics);
        var fault = Scenarios.Fault(body, new RunConfig { Limits = limits });

        Assert.Equal(("scn.limit.statement_bytes", 5L), (fault.Code, fault.At.StartLine));
    }

    [Fact]
    [Trait("Item", "76")]
    public void A_number_of_64_bytes_is_read_and_one_of_65_is_not()
    {
        var digits = "0." + new string('3', 62);

        var value = Assert.IsType<ScenarioValue.Number>(Patched(digits)).Q.Value;

        Assert.Equal(double.Parse(digits, CultureInfo.InvariantCulture), value);
        Assert.Equal("scn.limit.number_bytes", Scenarios.Fault(Scenarios.Body($"set a = {digits}3")).Code);
    }

    [Fact]
    [Trait("Item", "77")]
    public void A_sweep_of_too_many_runs_is_refused_before_anything_is_made_of_it()
    {
        const string Axis = " from 1 to 2 count 2000000000";

        var fault = Scenarios.Fault(Scenarios.Body("sweep \"s\" {", "vary a" + Axis, "vary b" + Axis));

        Assert.Equal("scn.limit.sweep_points", fault.Code);
        Assert.Equal(3, fault.At.StartLine);
    }

    [Fact]
    public void Strings_lists_and_columns_have_limits()
    {
        Assert.Equal("scn.limit.string_bytes", Scenarios.Fault(Scenarios.Body($"config from \"{new string('x', 8193)}\"")).Code);
        Assert.Equal("scn.limit.string_bytes", Scenarios.Fault(Scenarios.Body($"config from \"\\n{new string('x', 8192)}\"")).Code);
        Assert.Equal("scn.limit.list_items", Scenarios.Fault(Scenarios.Body($"set a = [{string.Concat(Enumerable.Repeat("1,", 4097))}]")).Code);
        Assert.Equal("scn.limit.columns", Scenarios.Fault(Scenarios.Body($"table t ({Columns(65, "c")}) {{")).Code);
        Assert.Empty(Scenarios.Parse(Scenarios.Body($"table t ({Columns(64, "c")}) {{", "}")).Diagnostics);
    }

    [Fact]
    public void A_head_that_no_checkpoint_can_hold_is_refused()
    {
        Assert.Equal("scn.table.head_too_large", Scenarios.Fault(Scenarios.Body($"table t ({Columns(40, new string('c', 110))}) {{")).Code);
    }

    private static string Columns(int count, string name) => string.Join(", ", Enumerable.Range(0, count).Select(i => $"{name}{i}: K"));

    private static ScenarioValue Patched(string text)
        => Assert.IsType<ConfigPatched>(Scenarios.Statements(Scenarios.Body($"set a = {text}"))[1]).Assignments[0].Value;
}
