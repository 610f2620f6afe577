using MarsDisk.History.Reading;

namespace MarsDisk.History.Tests;

public sealed class RowFilterTests
{
    [Fact]
    public void Comparisons_are_joined_by_and() =>
        Assert.Equal(["tau", "time"], RowFilter.Parse("tau > 0.5 AND time<=1e5").Columns);

    [Theory]
    [InlineData("")]
    [InlineData("tau")]
    [InlineData("tau > 0.5 or time < 1")]
    [InlineData("tau > sigma")]
    [InlineData("0.5 < tau and")]
    public void Anything_else_is_refused(string expression) => Assert.Throws<FormatException>(() => RowFilter.Parse(expression));
}
