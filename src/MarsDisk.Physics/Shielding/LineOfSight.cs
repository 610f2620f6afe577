namespace MarsDisk.Physics.Shielding;

/// <summary>The slanted way of light through the layer.</summary>
public static class LineOfSight
{
    /// <summary>f_los = max(path multiplier / (h/r), 1); 1 for values that are not positive and finite.</summary>
    public static double Factor(double heightOverRadius, double pathMultiplier)
    {
        var factor = pathMultiplier / heightOverRadius;
        return heightOverRadius > 0 && pathMultiplier > 0 && double.IsFinite(factor) ? Math.Max(factor, 1) : 1;
    }
}
