using MarsDisk.Cli.Commands;
using MarsDisk.Cli.Output;

namespace MarsDisk.Cli.Tests;

public sealed class WordTests
{
    [Theory]
    [InlineData("rnu", "run")]
    [InlineData("resme", "resume")]
    [InlineData("tabel", "table")]
    public void A_mistyped_command_is_answered_with_the_nearest_one(string typed, string meant)
    {
        Assert.Equal(meant, Nearest.To(typed, ["run", "resume", "table", "config", "version"]));
    }

    [Fact]
    public void A_word_that_resembles_nothing_has_no_nearest_one()
    {
        Assert.Null(Nearest.To("xyzzy", ["run", "resume", "table"]));
    }

    [Theory]
    [InlineData("0.5", "numerics.t_end_years=0.5")]
    [InlineData("0.5yr", "numerics.t_end_years=0.5")]
    [InlineData("31557600 s", "numerics.t_end_years=1")]
    [InlineData("2.5 orbits", "numerics.t_end_orbits=2.5")]
    public void Until_becomes_the_key_of_its_unit(string text, string last)
    {
        Assert.Equal(last, UntilText.Overrides(text)[^1]);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("3 parsec")]
    public void Until_refuses_what_is_no_time(string text)
    {
        Assert.Throws<FormatException>(() => UntilText.Overrides(text));
    }
}
