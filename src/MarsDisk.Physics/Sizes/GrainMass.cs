namespace MarsDisk.Physics.Sizes;

/// <summary>Mass of a spherical grain.</summary>
public static class GrainMass
{
    /// <summary>m = (4/3) π ρ s³, kg.</summary>
    /// <param name="size">Grain radius, m.</param>
    /// <param name="density">Grain density, kg m⁻³.</param>
    public static double Of(double size, double density) => 4.0 / 3.0 * Math.PI * density * (size * size * size);

    /// <summary>Masses of all bins, kg.</summary>
    public static void Of(ReadOnlySpan<double> sizes, double density, Span<double> masses)
    {
        for (var k = 0; k < sizes.Length; k++)
            masses[k] = Of(sizes[k], density);
    }
}
