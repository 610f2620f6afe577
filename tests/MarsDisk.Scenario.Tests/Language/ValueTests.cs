using System.Globalization;
using MarsDisk.Scenario.Canonical;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Language;

public sealed class ValueTests
{
    [Theory]
    [InlineData("2yr")]
    [InlineData("2 yr")]
    [InlineData("P2Y")]
    [InlineData("2.0e0\tyr")]
    [Trait("Item", "94")]
    public void Two_years_are_two_years_in_every_spelling(string text)
    {
        var time = Assert.IsType<ScenarioValue.Number>(Value(text)).Q;

        Assert.Equal(new Quantity(2, UnitTable.Find("yr")!), time);
        Assert.Equal(63_115_200, time.Si);
    }

    [Theory]
    [InlineData("PT1M", 60)]
    [InlineData("PT0.5S", 0.5)]
    [InlineData("P2W", 1_209_600)]
    [InlineData("P1Y2DT3H4M5S", 31_557_600 + 2 * 86_400 + 3 * 3600 + 4 * 60 + 5)]
    [Trait("Item", "95")]
    public void Durations_have_a_certain_length(string text, double seconds)
    {
        Assert.Equal(seconds, Assert.IsType<ScenarioValue.Number>(Value(text)).Q.Si);
    }

    [Theory]
    [InlineData("P1M")]
    [InlineData("P1")]
    [InlineData("P1Y2M")]
    [InlineData("P1DT")]
    [InlineData("P1Dx")]
    [Trait("Item", "95")]
    public void What_looks_like_a_duration_and_is_none_is_an_error(string text)
    {
        var source = Scenarios.Body($"set a = {text}");

        var fault = Scenarios.Fault(source);

        Assert.Equal("scn.syntax.expected", fault.Code);
        Assert.Equal(31, fault.At.Start);
    }

    [Fact]
    [Trait("Item", "96")]
    public void A_quantity_in_the_unit_of_its_key_has_the_bits_of_the_bare_number()
    {
        var kelvin = UnitTable.Find("K")!;

        Assert.Equal(4000.0, Assert.IsType<ScenarioValue.Number>(Value("4000")).Q.Value);
        Assert.Equal(4000.0, Assert.IsType<ScenarioValue.Number>(Value("4000 K")).Q.In(kelvin));
    }

    [Theory]
    [InlineData("1 um", "m", 1e-6)]
    [InlineData("3 um", "m", 3e-6)]
    [InlineData("1 m", "nm", 1e9)]
    [InlineData("7 nm", "um", 7e-3)]
    [InlineData("1 yr", "day", 365.25)]
    [InlineData("90 min", "h", 1.5)]
    [InlineData("0.1 %", "ppm", 1000)]
    [InlineData("2 kg/m^3", "g/cm^3", 0.002)]
    [InlineData("3 GiB", "MiB", 3072)]
    [InlineData("1 R_Mars", "km", 3389.5)]
    [InlineData("1 M_Mars", "kg", 6.4171e23)]
    [InlineData("2 erg", "J", 2e-7)]
    public void A_conversion_has_one_rounding(string text, string unit, double expected)
    {
        Assert.True(UnitTable.TryParse(unit, out var target));

        Assert.Equal(expected, Assert.IsType<ScenarioValue.Number>(Value(text)).Q.In(target));
    }

    [Fact]
    [Trait("Item", "97")]
    public void A_length_is_not_given_in_kelvin()
    {
        var length = Assert.IsType<ScenarioValue.Number>(Value("3 m")).Q;

        Assert.False(length.Unit.HasDimensionOf(UnitTable.Find("K")!));
        Assert.Throws<ArgumentException>(() => length.In(UnitTable.Find("K")!));
    }

    [Fact]
    public void Both_micro_signs_and_both_days_are_one_unit()
    {
        Assert.Equal(Value("3 µm"), Value("3 μm"));
        Assert.Equal(Value("3 um"), Value("3 µm"));
        Assert.Equal(Value("3 d"), Value("3 day"));
    }

    [Theory]
    [InlineData("[1, 2, 3]", "[1, 2, 3]")]
    [InlineData("[ 1 K,2K , ]", "[1 K, 2 K]")]
    [InlineData("table q", "table q")]
    [InlineData("table", "table")]
    [InlineData("run \"a\"", "run \"a\"")]
    [InlineData("run-a", "run-a")]
    [InlineData("true", "true")]
    [InlineData("truely", "truely")]
    [InlineData("P", "P")]
    [InlineData("PT", "PT")]
    [InlineData("\"a\\u{e9}\\t\\\\\"", "\"aé\\t\\\\\"")]
    [InlineData("1e-07", "1e-7")]
    [InlineData("+1.50", "1.5")]
    [InlineData("-0", "-0")]
    [InlineData("12345678901234567890", "1.2345678901234567e19")]
    [InlineData("kg", "kg")]
    public void Values_have_one_canonical_form(string text, string canonical)
    {
        Assert.Equal(canonical, CanonicalWriter.Text(Value(text)));
    }

    [Fact]
    [Trait("Item", "98")]
    public void Words_of_the_language_are_names_where_a_name_is_expected()
    {
        var statements = Scenarios.Statements(Scenarios.Run("set = 1", "at = 2", "run = 3", "every = 4", "set at.run.set = 5", "at 1 yr set end.table = 6"));

        var run = Assert.IsType<RunOpened>(statements[1]);
        Assert.Equal("set at run every", string.Join(' ', run.Options.Select(option => option.Key)));
        Assert.Equal("at.run.set", Assert.Single(run.Overrides).Key);
        Assert.Equal("end.table", Assert.IsType<ScenarioAction.SetKey>(Assert.IsType<EventScheduled>(statements[2]).Action).Key);
    }

    [Fact]
    [Trait("Item", "99")]
    public void Separators_of_rows_do_not_matter()
    {
        var units = Scenarios.Parse(Scenarios.Body("table t (a: 1, b: 1, c: 1) {", "1 2 3", "2\t2\t3", "3,2,3", "4, 2,  3", "  5 ,2 , 3 # x", "}"));

        Assert.Empty(units.Diagnostics);
        Assert.Equal("1 2 3|2 2 3|3 2 3|4 2 3|5 2 3", string.Join('|', units.Rows.Select(row => string.Join(' ', row.Values))));
    }

    [Theory]
    [Trait("Item", "101")]
    [InlineData("nan")]
    [InlineData("inf")]
    [InlineData("-inf")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    public void What_is_not_finite_is_no_value_of_a_row(string word)
    {
        var source = Scenarios.Body("table t (a: 1, b: 1) {", "  1 2", $"  2 {word}", "}");

        var fault = Scenarios.Fault(source);

        Assert.Contains(fault.Code, (string[])["scn.table.not_finite", "scn.table.bad_number"], StringComparer.Ordinal);
        Assert.Equal(source.IndexOf(word, StringComparison.Ordinal), fault.At.Start);
    }

    [Fact]
    [Trait("Item", "100")]
    public void A_million_numbers_keep_their_bits()
    {
        var random = new Random(100);
        Span<byte> text = stackalloc byte[64];
        for (var i = 0; i < 1_000_000; i++)
        {
            var expected = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (i % 4 == 0)
                expected = Math.Round(random.NextDouble() * 1e6, random.Next(9));
            if (!double.IsFinite(expected))
                continue;
            expected.TryFormat(text, out var written, i % 2 == 0 ? "R" : "E16", CultureInfo.InvariantCulture);

            var at = 0;
            Assert.Equal(NumberResult.Read, NumberReader.Read(text[..written], ref at, 64, out var actual));

            if (BitConverter.DoubleToInt64Bits(expected) != BitConverter.DoubleToInt64Bits(actual) || at != written)
                Assert.Fail($"{expected:R} was read as {actual:R}");
        }
    }

    [Fact]
    public void Canonical_numbers_are_the_shortest_ones_with_the_same_bits()
    {
        var random = new Random(7);
        for (var i = 0; i < 100_000; i++)
        {
            var value = i % 3 == 1 ? Math.Round(random.NextDouble(), random.Next(1, 4)) * Math.Pow(10, -random.Next(24)) : i % 3 == 0
                ? Math.Round((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(12)), random.Next(8))
                : BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (!double.IsFinite(value))
                continue;

            var text = CanonicalWriter.Text(new ScenarioValue.Number(new(value, UnitExpr.None)));

            var expected = value.ToString("R", CultureInfo.InvariantCulture)
                .Replace("E+", "e", StringComparison.Ordinal).Replace("E-0", "e-", StringComparison.Ordinal).Replace("E", "e", StringComparison.Ordinal);
            Assert.Equal(expected, text);
        }
    }

    private static ScenarioValue Value(string text)
        => Assert.IsType<ConfigPatched>(Scenarios.Statements(Scenarios.Body($"set a = {text}"))[1]).Assignments[0].Value;
}
