namespace MarsDisk.Simulation.Inputs.Keys;

/// <summary>The straight line through two points, with one rounding rule for ramps, drivers and tables.</summary>
internal static class LinearCourse
{
    /// <summary>y₀ + (y₁ − y₀)·((x − x₀)/(x₁ − x₀)); exactly y₀ at x₀.</summary>
    public static double Between(double x0, double y0, double x1, double y1, double x) =>
        y0 + ((y1 - y0) * ((x - x0) / (x1 - x0)));
}
