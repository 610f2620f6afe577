using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Shielding;

/// <summary>Shielding factor Φ(τ, w₀, g), trilinear on linear axes (E.017).</summary>
public sealed class PhiTable3D
{
    private readonly double[] _tau;
    private readonly double[] _albedo;
    private readonly double[] _asymmetry;
    private readonly double[] _values;                            // index = (τ · albedos + w₀) · asymmetries + g

    /// <summary>A table from its axes and values.</summary>
    /// <param name="tau">Optical depths, strictly increasing, at least two.</param>
    /// <param name="albedo">Single-scattering albedos w₀, likewise.</param>
    /// <param name="asymmetry">Asymmetry parameters g, likewise.</param>
    /// <param name="values">Φ, g fastest.</param>
    public PhiTable3D(ReadOnlySpan<double> tau, ReadOnlySpan<double> albedo, ReadOnlySpan<double> asymmetry, ReadOnlySpan<double> values)
    {
        if (values.Length != tau.Length * albedo.Length * asymmetry.Length || tau.Length < 2 || albedo.Length < 2 || asymmetry.Length < 2)
            throw new PhysicsException($"A shielding table of {tau.Length} × {albedo.Length} × {asymmetry.Length} has {values.Length} values.");
        _tau = tau.ToArray();
        _albedo = albedo.ToArray();
        _asymmetry = asymmetry.ToArray();
        _values = values.ToArray();
    }

    /// <summary>The table of the model, computed from its closed form.</summary>
    public static PhiTable3D Default { get; } = FromClosedForm();

    /// <summary>The closed form behind the table: clip(e^(−τ max(0, 1 − w₀)) (1 − g), 0, 1).</summary>
    public static double ClosedForm(double tau, double albedo, double asymmetry) =>
        Math.Clamp(PortableMath.Exp(-tau * Math.Max(0, 1 - albedo)) * (1 - asymmetry), 0, 1);

    /// <summary>Φ with each argument clamped to its axis.</summary>
    public double Evaluate(double tau, double albedo = 0, double asymmetry = 0)
    {
        var (i, tauWeight) = Locate(_tau, tau);
        var (j, albedoWeight) = Locate(_albedo, albedo);
        var (k, asymmetryWeight) = Locate(_asymmetry, asymmetry);

        var thin = Bilinear(i, j, k, albedoWeight, asymmetryWeight);
        var thick = Bilinear(i + 1, j, k, albedoWeight, asymmetryWeight);
        return thin * (1 - tauWeight) + thick * tauWeight;
    }

    private double Bilinear(int i, int j, int k, double albedoWeight, double asymmetryWeight)
    {
        var first = (i * _albedo.Length + j) * _asymmetry.Length + k;
        var second = first + _asymmetry.Length;
        var dark = _values[first] * (1 - asymmetryWeight) + _values[first + 1] * asymmetryWeight;
        var bright = _values[second] * (1 - asymmetryWeight) + _values[second + 1] * asymmetryWeight;
        return dark * (1 - albedoWeight) + bright * albedoWeight;
    }

    private static (int Cell, double Weight) Locate(double[] axis, double value)
    {
        var clamped = Math.Clamp(value, axis[0], axis[^1]);
        var cell = Math.Clamp(SpanSearch.CountNotAbove(axis, clamped) - 1, 0, axis.Length - 2);
        return (cell, (clamped - axis[cell]) / (axis[cell + 1] - axis[cell]));
    }

    private static PhiTable3D FromClosedForm()
    {
        double[] tau = [0, 0.2, 0.4, 0.6, 0.8, 1, 2, 5, 10];
        double[] albedo = [0, 0.198, 0.396, 0.594, 0.792, 0.99];
        double[] asymmetry = [0, 0.19, 0.38, 0.57, 0.76, 0.95];
        var values = tau.SelectMany(t => albedo.SelectMany(w => asymmetry.Select(g => ClosedForm(t, w, g)))).ToArray();
        return new PhiTable3D(tau, albedo, asymmetry, values);
    }
}
