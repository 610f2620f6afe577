using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Radiation;

/// <summary>The time a grain above β = ½ needs to leave, t_blow = χ / Ω.</summary>
public static class BlowoutTime
{
    /// <summary>χ as used: a configured number clipped to [0.5, 2].</summary>
    public static double Chi(double configured) => Math.Clamp(configured, 0.5, 2);

    /// <summary>χ estimated from β and ⟨Q_pr⟩ at the effective minimum size; unusable inputs count as β = ½, Q = 1.</summary>
    public static double AutomaticChi(double beta, double qPr)
    {
        var safeBeta = double.IsFinite(beta) && beta > 0 ? beta : ModelLimits.BlowoutBeta;
        var safeQpr = double.IsFinite(qPr) && qPr > 0 ? qPr : 1;
        var chiOfBeta = Math.Max(0.1, 1 / (1 + 0.5 * (safeBeta / ModelLimits.BlowoutBeta - 1)));
        var chiOfQpr = Math.Clamp(safeQpr, 0.5, 1.5);
        return Chi(chiOfBeta * chiOfQpr);
    }

    /// <summary>t_blow = χ / Ω, s.</summary>
    public static double Seconds(double chi, double orbitalFrequency) => chi / orbitalFrequency;

    /// <summary>Share of a blow-out flux that leaves within one step, 1 − e^(−Δt/t_blow).</summary>
    public static double ShareWithinStep(double stepOverBlowoutTime) =>
        !(stepOverBlowoutTime > 0) ? 0 : -PortableMath.Expm1(-stepOverBlowoutTime);

    /// <summary>Competition of blow-out with a solid-loss time (s): t_solid / (t_solid + t_blow); 1 when either is not usable.</summary>
    public static double CompetitionFactor(double solidTime, double blowoutTime) =>
        double.IsFinite(solidTime) && solidTime > 0 && double.IsFinite(blowoutTime) && blowoutTime > 0
            ? solidTime / (solidTime + blowoutTime)
            : 1;
}
