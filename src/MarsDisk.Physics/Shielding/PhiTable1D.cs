using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Shielding;

/// <summary>Shielding factor Φ(τ), piecewise linear, ends held, result in [0, 1] (E.028). One row is a constant.</summary>
public sealed class PhiTable1D
{
    private readonly double[] _tau;
    private readonly double[] _phi;

    /// <summary>A table from its columns.</summary>
    /// <param name="tau">Optical depths, strictly increasing.</param>
    /// <param name="phi">Factors, finite; as many.</param>
    public PhiTable1D(ReadOnlySpan<double> tau, ReadOnlySpan<double> phi)
    {
        if (tau.Length == 0 || tau.Length != phi.Length)
            throw new PhysicsException($"The shielding table has {tau.Length} optical depths and {phi.Length} factors.");
        for (var i = 0; i < tau.Length; i++)
            if (!double.IsFinite(tau[i]) || !double.IsFinite(phi[i]) || (i > 0 && tau[i] <= tau[i - 1]))
                throw new PhysicsException($"The shielding table is not finite and strictly increasing at row {i}.");

        _tau = tau.ToArray();
        _phi = phi.ToArray();
    }

    /// <summary>Φ at an optical depth.</summary>
    public double Evaluate(double tau) => Math.Clamp(LinearTable.Interpolate(_tau, _phi, tau), 0, 1);
}
