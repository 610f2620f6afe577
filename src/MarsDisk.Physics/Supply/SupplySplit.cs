namespace MarsDisk.Physics.Supply;

/// <summary>Where supplied mass goes in one step (13.4, 13.6). Rates in kg m⁻² s⁻¹.</summary>
/// <param name="Applied">Reaches the surface layer.</param>
/// <param name="Diverted">Does not.</param>
/// <param name="DeepToSurface">Comes up from the deep buffer; part of <paramref name="Applied"/>.</param>
/// <param name="DeepSurfaceDensity">Content of the deep buffer after the step, kg m⁻².</param>
/// <param name="Headroom">What the surface layer may still take up, kg m⁻²; null without a limit.</param>
/// <param name="IntoDeep">Is kept from the surface layer or sent through the deep buffer.</param>
public readonly record struct SupplySplit(
    double Applied,
    double Diverted,
    double DeepToSurface,
    double DeepSurfaceDensity,
    double? Headroom,
    double IntoDeep)
{
    /// <summary>The present model: all supply goes to the surface, without a limit.</summary>
    /// <param name="rate">Supplied mass, kg m⁻² s⁻¹.</param>
    /// <param name="deepSurfaceDensity">Content of the deep buffer, kg m⁻²; left alone.</param>
    public static SupplySplit Direct(double rate, double deepSurfaceDensity = 0) =>
        new(rate, 0, 0, deepSurfaceDensity, null, 0);

    /// <summary>
    /// Supply up to the headroom of the surface layer; the rest fills the deep buffer or is lost. Kept for old studies.
    /// </summary>
    /// <param name="rate">Supplied mass, kg m⁻² s⁻¹.</param>
    /// <param name="seconds">Step, s.</param>
    /// <param name="headroom">What the surface layer may still take up, kg m⁻²; see <see cref="HeadroomOf"/>.</param>
    /// <param name="deepSurfaceDensity">Content of the deep buffer, kg m⁻².</param>
    /// <param name="hasDeepBuffer">Whether the rest is kept.</param>
    public static SupplySplit Limited(
        double rate, double seconds, double headroom, double deepSurfaceDensity, bool hasDeepBuffer)
    {
        var applied = Math.Min(rate, headroom / seconds);
        var rest = rate - applied;
        var deep = hasDeepBuffer ? deepSurfaceDensity + rest * seconds : deepSurfaceDensity;
        return new SupplySplit(applied, rest, 0, deep, headroom, rest);
    }

    /// <summary>All supply goes through the deep buffer, which empties in the mixing time. Kept for old studies.</summary>
    /// <param name="rate">Supplied mass, kg m⁻² s⁻¹.</param>
    /// <param name="seconds">Step, s.</param>
    /// <param name="headroom">What the surface layer may still take up, kg m⁻²; null without a limit.</param>
    /// <param name="deepSurfaceDensity">Content of the deep buffer, kg m⁻².</param>
    /// <param name="mixingSeconds">t_mix, s; positive.</param>
    /// <exception cref="PhysicsException">The mixing time is not positive.</exception>
    public static SupplySplit ThroughDeepBuffer(
        double rate, double seconds, double? headroom, double deepSurfaceDensity, double mixingSeconds)
    {
        if (!(mixingSeconds > 0))
            throw new PhysicsException($"A deep buffer needs a positive mixing time, not {mixingSeconds} s.");

        var content = deepSurfaceDensity + rate * seconds;
        var flux = Math.Min(content / mixingSeconds, content / seconds);
        if (headroom is { } limit)
            flux = Math.Min(flux, limit / seconds);
        return new SupplySplit(flux, rate - flux, flux, content - flux * seconds, headroom, rate);
    }

    /// <summary>max(Sigma_tau1 − Sigma_surf, 0), kg m⁻².</summary>
    public static double HeadroomOf(double surfaceDensity, double surfaceDensityAtTauOne) =>
        Math.Max(surfaceDensityAtTauOne - surfaceDensity, 0);
}
