namespace MarsDisk.Physics.Supply;

/// <summary>Where supplied mass goes in one step. Rates in kg m⁻² s⁻¹.</summary>
/// <param name="Applied">Reaches the surface layer.</param>
/// <param name="Diverted">Does not.</param>
/// <param name="DeepToSurface">Comes up from the deep buffer; part of <paramref name="Applied"/>.</param>
/// <param name="DeepSurfaceDensity">Content of the deep buffer after the step, kg m⁻².</param>
/// <param name="Headroom">What the surface layer may still take up, kg m⁻²; null without a limit.</param>
/// <param name="IntoDeep">Enters the deep buffer.</param>
public readonly record struct SupplySplit(
    double Applied,
    double Diverted,
    double DeepToSurface,
    double DeepSurfaceDensity,
    double? Headroom,
    double IntoDeep)
{
    /// <summary>The present model: all supply goes to the surface, without a limit (13.4).</summary>
    /// <param name="rate">Supplied mass, kg m⁻² s⁻¹.</param>
    /// <param name="deepSurfaceDensity">Content of the deep buffer, kg m⁻²; left alone.</param>
    public static SupplySplit Direct(double rate, double deepSurfaceDensity = 0) =>
        new(rate, 0, 0, deepSurfaceDensity, null, 0);
}
