using MarsDisk.Physics.Constants;

namespace MarsDisk.Physics.Radiation;

/// <summary>
/// The blow-out size consistent with ⟨Q_pr⟩ of that very size, s = C Q(s), by fixed-point iteration. The two variants
/// give different digits; a run uses the driver's.
/// </summary>
public static class BlowoutSizes
{
    private const int DriverPasses = 6;
    private const int LibraryPasses = 8;
    private const double LibraryTolerance = 1e-6;

    /// <summary>
    /// The variant of a run: six passes from the start size (m), then a final one, without a test of convergence.
    /// </summary>
    public static double FromStart(double startSize, double marsTemperature, double density, QprTable qPr)
    {
        ArgumentNullException.ThrowIfNull(qPr);
        return FromStart(startSize, marsTemperature, density, qPr.At(marsTemperature));
    }

    /// <summary>The variant of a run with the efficiencies at its temperature of Mars (K).</summary>
    public static double FromStart(double startSize, double marsTemperature, double density, in QprIsotherm qPr)
    {
        var (push, resistance) = (RadiationPressure.Push(marsTemperature), RadiationPressure.Resistance(density));
        var size = Math.Max(startSize, ModelLimits.SizeMin);
        var next = push * qPr.Lookup(size) / resistance;
        for (var pass = 0; pass < DriverPasses; pass++)
        {
            // A size that maps to itself does so in every further pass.
            if (BitConverter.DoubleToInt64Bits(next) == BitConverter.DoubleToInt64Bits(size))
                return next;
            size = Math.Max(next, ModelLimits.SizeMin);
            next = push * qPr.Lookup(size) / resistance;
        }
        return next;
    }

    /// <summary>The variant of the utilities: from 1 m, at most eight passes, until two sizes agree to 10⁻⁶.</summary>
    public static double Converged(double marsTemperature, double density, QprTable qPr)
    {
        var (push, resistance) = (RadiationPressure.Push(marsTemperature), RadiationPressure.Resistance(density));
        var size = push * qPr.Lookup(1, marsTemperature) / resistance;
        for (var pass = 0; pass < LibraryPasses; pass++)
        {
            var next = push * qPr.Lookup(size, marsTemperature) / resistance;
            if (!double.IsFinite(next) || next <= 0)
                return size;
            var change = Math.Abs(next - size);
            size = next;
            if (change <= LibraryTolerance * Math.Max(next, ModelLimits.DivisorMin))
                return size;
        }
        return size;
    }
}
