using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Sizes;

/// <summary>
/// The initial shape "upper" (specification 6.2): three power laws that are not matched at their breaks, with an optional
/// wavy factor.
/// </summary>
/// <param name="Alpha">Slope of the smallest sizes.</param>
/// <param name="WavyStrength">Amplitude A of the wavy factor; 0 for none.</param>
/// <param name="WavyDecay">Decay d of the wavy factor with ln s.</param>
public readonly record struct UpperDistribution(double Alpha, double WavyStrength = 0, double WavyDecay = 0)
{
    /// <summary>The slope in size that corresponds to a slope in mass, 3 α − 2.</summary>
    public static double SizeSlopeOfMassSlope(double alpha) => 3 * alpha - 2;

    /// <summary>Writes the normalised distribution over the grid.</summary>
    public void Fill(SizeGrid grid, double sizeMin, double sizeMax, Span<double> number)
    {
        var logarithmicRange = PortableMath.Log(sizeMax / sizeMin);
        for (var k = 0; k < grid.Count; k++)
        {
            var ratio = grid.Centres[k] / sizeMin;
            number[k] = PortableMath.Pow(ratio, -Slope(grid.Centres[k], sizeMin, sizeMax))
                * WavyFactor(PortableMath.Log(ratio), logarithmicRange);
        }
        SizeDistribution.Normalise(grid.Centres, grid.Widths, number);
    }

    private double Slope(double size, double sizeMin, double sizeMax) =>
        size < 10 * sizeMin ? Alpha
        : size < sizeMax / 10 ? Alpha + 1
        : Alpha + 1.5;

    private double WavyFactor(double phase, double logarithmicRange) => WavyStrength == 0
        ? 1
        : 1 + WavyStrength * PortableMath.Exp(-WavyDecay * phase) * PortableMath.Sin(2 * Math.PI * phase / logarithmicRange);
}
