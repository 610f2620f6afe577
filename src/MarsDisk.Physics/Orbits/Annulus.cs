using MarsDisk.Physics.Constants;

namespace MarsDisk.Physics.Orbits;

/// <summary>The ring that a zero-dimensional run represents by one radius.</summary>
/// <param name="InnerRadius">Inner edge, m.</param>
/// <param name="OuterRadius">Outer edge, m; may equal the inner edge.</param>
/// <param name="ReferenceRadius">The radius at which everything is evaluated, m.</param>
public readonly record struct Annulus(double InnerRadius, double OuterRadius, double ReferenceRadius)
{
    /// <summary>Area of the ring, m²; of the disk inside the reference radius when the ring has no width.</summary>
    public double Area
    {
        get
        {
            var area = Math.PI * (OuterRadius * OuterRadius - InnerRadius * InnerRadius);
            return area > 0 ? area : Math.PI * ReferenceRadius * ReferenceRadius;
        }
    }

    /// <summary>The ring between two radii in Mars radii; the reference radius is their mean.</summary>
    public static Annulus BetweenMarsRadii(double inner, double outer) => new(
        inner * PhysicalConstants.MarsRadius,
        outer * PhysicalConstants.MarsRadius,
        0.5 * (inner + outer) * PhysicalConstants.MarsRadius);

    /// <summary>The ring between two radii in metres; the reference radius is their mean.</summary>
    public static Annulus BetweenMetres(double inner, double outer) => new(inner, outer, 0.5 * (inner + outer));
}
