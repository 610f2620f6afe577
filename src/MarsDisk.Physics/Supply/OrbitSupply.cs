namespace MarsDisk.Physics.Supply;

/// <summary>Supply scaled to the layer itself: mu = 1 supplies the fraction f_orb of it per orbit (13.2).</summary>
public static class OrbitSupply
{
    /// <summary>Sigma_ref = tau_ref/(kappa_eff f_los), kg m⁻².</summary>
    /// <param name="opticalDepth">tau_ref.</param>
    /// <param name="effectiveOpacity">Phi(tau_ref) kappa_surf0, m² kg⁻¹; finite and positive.</param>
    /// <param name="lineOfSightFactor">f_los, at least 1.</param>
    /// <exception cref="PhysicsException">The opacity is not finite and positive.</exception>
    public static double ReferenceSurfaceDensity(
        double opticalDepth, double effectiveOpacity, double lineOfSightFactor)
    {
        RequirePositive(effectiveOpacity, "effective opacity");
        return opticalDepth / (effectiveOpacity * lineOfSightFactor);
    }

    /// <summary>dotSigma_prod = mu f_orb Sigma_ref/T_orb, kg m⁻² s⁻¹.</summary>
    /// <param name="mu">Supply scale.</param>
    /// <param name="orbitFraction">f_orb; positive.</param>
    /// <param name="referenceSurfaceDensity">Sigma_ref, kg m⁻².</param>
    /// <param name="orbitSeconds">T_orb, s; positive.</param>
    /// <exception cref="PhysicsException">f_orb or T_orb is not positive.</exception>
    public static double ProductionRate(
        double mu, double orbitFraction, double referenceSurfaceDensity, double orbitSeconds)
    {
        RequirePositive(orbitFraction, "fraction supplied per orbit");
        RequirePositive(orbitSeconds, "orbital period");
        return mu * orbitFraction * referenceSurfaceDensity / orbitSeconds;
    }

    /// <summary>R_base = dotSigma_prod/eps_mix, so that mixing gives back the production, kg m⁻² s⁻¹.</summary>
    /// <param name="productionRate">dotSigma_prod, kg m⁻² s⁻¹.</param>
    /// <param name="mixing">eps_mix; positive.</param>
    /// <exception cref="PhysicsException">eps_mix is not positive.</exception>
    public static double RawRate(double productionRate, double mixing)
    {
        RequirePositive(mixing, "mixing efficiency");
        return productionRate / mixing;
    }

    private static void RequirePositive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new PhysicsException($"The supply needs a positive {name}, not {value}.");
    }
}
