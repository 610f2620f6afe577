namespace MarsDisk.Physics.Collisions;

/// <summary>Share of the relative energy that impacts return to the fragments.</summary>
/// <param name="Cratering">f_ke of impacts whose remnant holds more than half of the mass.</param>
/// <param name="Fragmentation">f_ke of the others; the square of the restitution coefficient by default.</param>
public readonly record struct EnergyShares(double Cratering, double Fragmentation);

/// <summary>
/// Energy of all impacts of a step (E.045a, E.051, E.052): filled pair by pair, read at the end. Diagnostic only;
/// nothing in the state depends on it.
/// </summary>
public struct EnergyTally
{
    private double _events;
    private double _shareSum;
    private double _fractionSum;

    /// <summary>Relative kinetic energy brought in, J m⁻² s⁻¹.</summary>
    public double Relative { get; private set; }

    /// <summary>Part of it returned to the fragments, J m⁻² s⁻¹.</summary>
    public double Returned { get; private set; }

    /// <summary>Cratering impacts (f_LR above 1/2), m⁻² s⁻¹.</summary>
    public double CrateringRate { get; private set; }

    /// <summary>Fragmenting impacts, m⁻² s⁻¹.</summary>
    public double FragmentationRate { get; private set; }

    /// <summary>Part of the energy dissipated, J m⁻² s⁻¹.</summary>
    public readonly double Dissipated => Relative - Returned;

    /// <summary>Mean f_ke, weighted by impacts; 0 without impacts.</summary>
    public readonly double ShareMean => Ratio(_shareSum, _events);

    /// <summary>Mean f_ke, weighted by energy; 0 without impacts.</summary>
    public readonly double ShareOfEnergy => Ratio(Returned, Relative);

    /// <summary>Mean largest-remnant fraction, weighted by impacts; 0 without impacts.</summary>
    public readonly double RemnantMean => Ratio(_fractionSum, _events);

    /// <summary>Share of cratering among all impacts; 0 without impacts.</summary>
    public readonly double CrateringShare => Ratio(CrateringRate, CrateringRate + FragmentationRate);

    /// <summary>Share of fragmentation among all impacts; 0 without impacts.</summary>
    public readonly double FragmentationShare => Ratio(FragmentationRate, CrateringRate + FragmentationRate);

    /// <summary>|E_diss + E_ret − E_rel|/|E_rel|: rounding only, unless something is badly wrong.</summary>
    public readonly double Inconsistency => Math.Abs(Ratio(Dissipated + Returned - Relative, Relative));

    /// <summary>Adds the impacts of one pair of bins.</summary>
    /// <param name="rate">C_ij, m⁻² s⁻¹.</param>
    /// <param name="energy">Relative kinetic energy of one impact, J.</param>
    /// <param name="remnantFraction">f_LR.</param>
    /// <param name="shares">f_ke of both kinds of impact.</param>
    public void Add(double rate, double energy, double remnantFraction, in EnergyShares shares)
    {
        var isCratering = remnantFraction > 0.5;
        var share = isCratering ? shares.Cratering : shares.Fragmentation;
        if (isCratering)
            CrateringRate += rate;
        else
            FragmentationRate += rate;
        _events += rate;
        _shareSum += rate * share;
        _fractionSum += rate * remnantFraction;
        Relative += rate * energy;
        Returned += rate * share * energy;
    }

    /// <summary>Tallies all pairs of a plan.</summary>
    /// <param name="plan">An up-to-date plan.</param>
    /// <param name="numbers">N_k, m⁻².</param>
    /// <param name="shares">f_ke of both kinds of impact.</param>
    public static EnergyTally Of(CollisionPlan plan, ReadOnlySpan<double> numbers, EnergyShares shares)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var tally = new EnergyTally();
        var pair = 0;
        for (var i = 0; i < plan.Bins; i++)
        {
            for (var j = i; j < plan.Bins; j++, pair++)
            {
                var rate = plan.Pairs.EventRates[pair] * numbers[i] * numbers[j];
                var reducedMass = plan.Masses[i] * plan.Masses[j] / (plan.Masses[i] + plan.Masses[j]);
                var energy = 0.5 * reducedMass * plan.Speed * plan.Speed;
                tally.Add(rate, energy, plan.Pairs.RemnantFractions[pair], shares);
            }
        }

        return tally;
    }

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
