using System.Text;
using MarsDisk.Scenario.Canonical;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Properties;

public sealed class FormatterTests
{
    [Fact]
    public void Formatting_gives_the_canonical_form_and_keeps_comments_and_blank_lines()
    {
        const string Source = "\ufeff# top\n scenario   \"a\"  version 1 # v\n\n\nconfig{\n\tx.y=1.50 #  c\n # alone\n}\nset t = P1DT12H\r\n"
            + "table q(T:K,Q:1){\n1,2\n 2.50\t3 # r\n}\nrun \"r\"{\nuntil=P2Y\nset\tk \\\n = [ 1,2 , ]\nexpect end a<0.5\nat 1e0 d flush\n}\nend";

        var formatted = ScenarioFormatter.Format(Encoding.UTF8.GetBytes(Source));

        Assert.Empty(formatted.Diagnostics);
        Assert.Equal(
            "# top\nscenario \"a\" version 1  # v\n\n\nconfig {\n  x.y = 1.5  #  c\n  # alone\n}\nset t = 36 h\n"
            + "table q (T: K, Q: 1) linear extrapolate hold {\n  1, 2\n  2.5, 3  # r\n}\nrun \"r\" {\n  until = 2 yr\n  set k = [1, 2]\n"
            + "  expect end a < 0.5\n  at 1 day flush\n}\nend\n",
            Encoding.UTF8.GetString(formatted.Text));
    }

    [Fact]
    [Trait("Item", "109")]
    public void Formatting_twice_changes_nothing_the_second_time_and_keeps_the_records()
    {
        for (var seed = 1000; seed < 1200; seed++)
        {
            var source = Encoding.UTF8.GetBytes(new ScenarioGenerator(seed).Next(6));

            var once = ScenarioFormatter.Format(source);
            var twice = ScenarioFormatter.Format(once.Text);

            Assert.False(once.HasErrors);
            Assert.Equal(Encoding.UTF8.GetString(once.Text), Encoding.UTF8.GetString(twice.Text));
            Assert.Equal(Canonical(source), Canonical(once.Text));
        }
    }

    [Fact]
    [Trait("Item", "109")]
    public void Examples_are_formatted_to_what_they_say()
    {
        foreach (var name in Scenarios.Examples)
        {
            var once = ScenarioFormatter.Format(Scenarios.Example(name));

            Assert.Equal(Canonical(Scenarios.Example(name)), Canonical(once.Text));
            Assert.Equal(once.Text, ScenarioFormatter.Format(once.Text).Text);
        }
    }

    [Fact]
    public void A_source_with_an_error_is_left_as_it_is()
    {
        var source = Encoding.UTF8.GetBytes("scenario \"a\"   version 1\nset   a\n");

        var formatted = ScenarioFormatter.Format(source);

        Assert.True(formatted.HasErrors);
        Assert.Equal(source, formatted.Text);
    }

    private static string Canonical(byte[] source)
    {
        var (units, result) = Scenarios.Parse(source);
        Assert.DoesNotContain(units.Diagnostics, diagnostic => diagnostic.Severity == Parsing.Severity.Error);
        return $"{result.Value!.TranscriptDigest} {string.Join('\n', units.Statements.Select(CanonicalWriter.Text))}";
    }
}
