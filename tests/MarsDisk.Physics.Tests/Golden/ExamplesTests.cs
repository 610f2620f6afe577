namespace MarsDisk.Physics.Tests.Golden;

public sealed class ExamplesTests
{
    [Fact]
    public void The_file_holds_every_worked_example_of_the_specification()
    {
        Assert.Equal(137, Examples.NamesBeginningWith("").Count);
    }

    [Fact]
    public void A_number_outside_its_tolerance_is_refused()
    {
        Assert.ThrowsAny<Exception>(() => Expect.Relative(1.0, 1.1, 0.01));
        Assert.ThrowsAny<Exception>(() => Expect.Relative(double.NaN, 0.0, 0.01));
        Assert.ThrowsAny<Exception>(() => Expect.Relative(1.0, double.NaN, 0.01));
    }
}
