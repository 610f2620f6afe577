namespace MarsDisk.Physics.Sizes;

/// <summary>The effective minimum size s_min,eff of a step (E.008), one rule per floor mode; all sizes in metres.</summary>
public static class MinimumSize
{
    /// <summary>Floor mode "fixed": the larger of the configured minimum and the blow-out size of the step.</summary>
    public static double Fixed(double configured, double blowoutSize) => Math.Max(configured, blowoutSize);

    /// <summary>Floor mode "evolve_smin": additionally at least the floor, which never falls.</summary>
    public static double Evolving(double configured, double blowoutSize, double floor) =>
        Math.Max(Fixed(configured, blowoutSize), floor);

    /// <summary>The floor after a step of sublimation at ds/dt (m s⁻¹).</summary>
    public static double RaisedFloor(double floor, double sizeRate, double stepSeconds)
    {
        var raised = floor + Math.Abs(sizeRate) * stepSeconds;
        return double.IsFinite(raised) ? Math.Max(floor, raised) : floor;
    }
}
