namespace MarsDisk.Scenario.Tests.Rendering;

public sealed class HumanFormTests
{
    public static TheoryData<string> Mistakes => [.. Samples.Names];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_looks_as_its_golden_file_says(string name)
    {
        Golden.Compare(name + ".txt", Samples.Human(name));
    }

    [Fact]
    public void The_example_of_the_specification_is_printed_letter_by_letter()
    {
        const string expected = """
            error[scn.syntax.expected]: expected a unit of time after "0.5", found "set"
              --> missing-unit.scenario:3:10 (byte 48)
              3 |   at 0.5 set radiation.TM_K = 3500 K
                |          ^^^ insert a unit, for example "yr"
              while reading: run "a" > at
              expected: d, day, h, kyr, min, ms, Myr, orbit (2 more)

            """;

        Assert.Equal(expected, Samples.Human("missing-unit"));
    }

    [Fact]
    public void Nothing_that_moves_a_cursor_reaches_the_terminal()
    {
        var shown = Samples.Human("controls");

        Assert.DoesNotContain("\u001b", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", shown, StringComparison.Ordinal);
        Assert.Contains("\\u001b[31m\\u202e", shown, StringComparison.Ordinal);
    }
}
