using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Inputs.Keys;

/// <summary>
/// The values of the live keys that the next step reads. Without inputs they are those of the plan, and stay them.
/// </summary>
internal sealed class LiveSettings
{
    private readonly RunPlan _plan;

    /// <summary>The values of a plan.</summary>
    public LiveSettings(RunPlan plan)
    {
        _plan = plan;
        var velocity = plan.Parameters.Supply.Injection.Velocity;
        IsSupplyEnabled = plan.Supply.IsEnabled;
        Mixing = plan.Supply.Mixing;
        TauStop = plan.Parameters.OpticalDepth?.TauStop ?? double.NaN;
        TauStopTolerance = plan.Parameters.OpticalDepth?.TauStopTol ?? double.NaN;
        LossRateStop = plan.Parameters.Numerics.MassLossRateStopMmarsS ?? double.NaN;
        TauGateMaximum = plan.Parameters.Radiation?.TauGate.TauMax ?? double.NaN;
        GasDensity = plan.Parameters.Sinks.RhoG;
        InjectedEccentricity = velocity.EInj ?? double.NaN;
        InjectedInclination = velocity.IInj ?? double.NaN;
        InjectedVelocityFactor = velocity.VrelFactor ?? double.NaN;
        WakeFactor = plan.Parameters.Dynamics.FWake;
    }

    /// <summary>Temperature of Mars, K; not a number while the plan's own course holds.</summary>
    public double MarsTemperature { get; set; } = double.NaN;

    /// <summary>Radiation pressure efficiency of every grain; not a number while the plan's table holds.</summary>
    public double QPr { get; set; } = double.NaN;

    /// <summary>The same as a function of the temperature; null without one.</summary>
    public LiveCurve? QPrCurve { get; set; }

    /// <summary>Whether anything is supplied.</summary>
    public bool IsSupplyEnabled { get; set; }

    /// <summary>Raw supply, kg m⁻² s⁻¹; not a number while the plan's own course holds.</summary>
    public double SupplyRate { get; set; } = double.NaN;

    /// <summary>Mixing efficiency.</summary>
    public double Mixing { get; set; }

    /// <summary>Optical depth at which the run stops.</summary>
    public double TauStop { get; set; }

    /// <summary>Relative tolerance of that stop.</summary>
    public double TauStopTolerance { get; set; }

    /// <summary>Loss rate at which the run stops, Mars masses s⁻¹; not a number without such a stop.</summary>
    public double LossRateStop { get; set; }

    /// <summary>Optical depth at which the gate of blow-out closes.</summary>
    public double TauGateMaximum { get; set; }

    /// <summary>Density of the gas that drags, kg m⁻³.</summary>
    public double GasDensity { get; set; }

    /// <summary>Eccentricity of injected bodies.</summary>
    public double InjectedEccentricity { get; set; }

    /// <summary>Inclination of injected bodies, rad.</summary>
    public double InjectedInclination { get; set; }

    /// <summary>Speed of injected bodies over that of the others.</summary>
    public double InjectedVelocityFactor { get; set; }

    /// <summary>Factor of the wakes.</summary>
    public double WakeFactor { get; set; }

    /// <summary>Whether an input, and not the plan, decides the radiation: it is then evaluated in every step.</summary>
    public bool IsRadiationOverridden => !double.IsNaN(MarsTemperature) || !double.IsNaN(QPr) || QPrCurve is not null;

    /// <summary>Temperature of Mars at a time (s), K.</summary>
    public double TemperatureAt(double seconds) => double.IsNaN(MarsTemperature) ? _plan.Temperature.At(seconds) : MarsTemperature;

    /// <summary>Radiation pressure efficiency that inputs give at a temperature (K); not a number while the plan's table holds.</summary>
    public double QPrAt(double temperature) => QPrCurve is { } curve ? curve.At(temperature) : QPr;

    /// <summary>Raw supply at a time (s), kg m⁻² s⁻¹.</summary>
    public double SupplyRateAt(double seconds) =>
        double.IsNaN(SupplyRate) ? _plan.Supply.Rate.At(seconds, _plan.Orbit.Radius) : SupplyRate;
}
