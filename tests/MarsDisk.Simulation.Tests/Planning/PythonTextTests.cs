using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Tests.Planning;

/// <summary>Numbers in files that programs in Python wrote and will read.</summary>
public sealed class PythonTextTests
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(4000, "4000.0")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1.5e-7, "1.5e-07")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1.25e100, "1.25e+100")]
    [InlineData(8304275.000000001, "8304275.000000001")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    [InlineData(double.Epsilon, "5e-324")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void A_number_is_written_as_Python_writes_it(double value, string text)
    {
        using var output = new StringWriter();

        new GeneratedTable("t.csv", "time", "T", [0], [value], 1).WriteCsv(output);

        Assert.Equal($"time,T\n0.0,{text}\n", output.ToString());
    }
}
