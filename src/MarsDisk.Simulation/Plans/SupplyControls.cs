using MarsDisk.Physics.Numerics;
using MarsDisk.Physics.Supply;
using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Simulation.Plans;

/// <summary>What old studies put between the mixed supply and the surface layer (physics §13.6). Nothing by default.</summary>
public sealed record SupplyControls
{
    /// <summary>Control by the optical depth; null without it.</summary>
    public SupplyFeedback? Feedback { get; init; }

    /// <summary>Factor of the feedback before the first step.</summary>
    public double FeedbackInitial { get; init; } = 1;

    /// <summary>Dependence on the temperature of Mars; null without it.</summary>
    public SupplyTemperatureControl? Temperature { get; init; }

    /// <summary>A finite reservoir; null for an endless one.</summary>
    public SupplyReservoir? Reservoir { get; init; }

    /// <summary>Time in which the deep buffer empties, s; null when the supply goes to the surface directly.</summary>
    public double? DeepMixingSeconds { get; init; }

    /// <summary>How strictly the headroom bounds what comes up from the deep buffer.</summary>
    public HeadroomGate Gate { get; init; }

    /// <summary>Whether the surface layer takes up no more than what brings it to optical depth one.</summary>
    public bool HasHeadroom { get; init; }

    /// <summary>Whether anything here acts at all.</summary>
    public bool Act => Feedback is not null || Temperature is not null || Reservoir is not null
        || DeepMixingSeconds is not null || HasHeadroom;
}

/// <summary>The supply as a function of the temperature of Mars.</summary>
/// <param name="Law">Power law; null when a table is read.</param>
/// <param name="Temperatures">Temperatures of the table, K, rising.</param>
/// <param name="Values">Its factors, or its rates in kg m⁻² s⁻¹.</param>
/// <param name="Kind">Whether the table holds factors or rates.</param>
public sealed record SupplyTemperatureControl(
    SupplyTemperature? Law, double[] Temperatures, double[] Values, SupplyValueKind Kind)
{
    /// <summary>The factor or the rate at a temperature (K).</summary>
    public double At(double temperature) =>
        Law is { } law ? law.Scale(temperature) : LinearTable.Interpolate(Temperatures, Values, temperature);
}
