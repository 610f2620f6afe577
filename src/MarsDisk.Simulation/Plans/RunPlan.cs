using MarsDisk.History.Schemas;
using MarsDisk.Physics.Collisions;
using MarsDisk.Physics.Phases;
using MarsDisk.Physics.Strength;
using MarsDisk.Physics.Sublimation;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Recording;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Plans;

/// <summary>Everything about a run that is known before step 0. Immutable; the same inputs give the same plan.</summary>
public sealed record RunPlan
{
    /// <summary>The configuration.</summary>
    public required RunParameters Parameters { get; init; }

    /// <summary>What the run was told beside its configuration.</summary>
    public required PlanOptions Options { get; init; }

    /// <summary>Where the layer orbits.</summary>
    public required OrbitPlan Orbit { get; init; }

    /// <summary>Eccentricity, inclination and seed.</summary>
    public required ExcitationPlan Excitation { get; init; }

    /// <summary>The steps.</summary>
    public required TimeGrid Time { get; init; }

    /// <summary>Temperature of Mars.</summary>
    public required TemperaturePlan Temperature { get; init; }

    /// <summary>Radiation pressure efficiency.</summary>
    public required RadiationPlan Radiation { get; init; }

    /// <summary>Self-shielding.</summary>
    public required ShieldingPlan Shielding { get; init; }

    /// <summary>Processes that take part.</summary>
    public required ProcessSwitches Switches { get; init; }

    /// <summary>External supply.</summary>
    public required SupplyPlan Supply { get; init; }

    /// <summary>The layer before step 0.</summary>
    public required StartValues Start { get; init; }

    /// <summary>Strength of the bodies.</summary>
    public required StrengthTable Strength { get; init; }

    /// <summary>Phase of the grains.</summary>
    public required PhaseLaw Phase { get; init; }

    /// <summary>Vapour pressure of the grains; null when the sublimation law does without one.</summary>
    public required VapourPressure? Vapour { get; init; }

    /// <summary>Sublimation of the grains.</summary>
    public required SublimationLaw SublimationLaw { get; init; }

    /// <summary>The step against the blow-out time.</summary>
    public required FastBlowout FastBlowout { get; init; }

    /// <summary>Shares of the energy bookkeeping; null when it is off.</summary>
    public required EnergyShares? EnergyShares { get; init; }

    /// <summary>The tables that the run records.</summary>
    public required HistorySchemas Schemas { get; init; }

    /// <summary>Whether the radiation is evaluated in every step rather than in step 0 only.</summary>
    public bool IsRadiationRefreshed => Parameters.Numerics.EvalPerStep || Temperature.IsDriven;

    /// <summary>Whether the first violation of the mass budget ends the run.</summary>
    public bool EnforcesMassBudget => Options.EnforcesMassBudget;

    /// <summary>Index of the case status among the words of the tables.</summary>
    internal byte CaseStatusIndex => FactWords.CaseStatus(Start.CaseStatus);

    /// <summary>The state before step 0.</summary>
    public RunState NewState() => new()
    {
        Disk = new DiskState
        {
            Edges = [.. Start.Edges],
            Sizes = [.. Start.Sizes],
            Widths = [.. Start.Widths],
            Number = [.. Start.Number],
            SurfaceDensity = Start.SurfaceDensity,
            Opacity = Start.Opacity,
            SizeMinimum = Parameters.Psd.Floor.Mode == FloorMode.None ? Parameters.Sizes.SMin : Start.SizeMinimum,
            SizeFloor = Start.SizeMinimum,
            SizeEvolved = Start.SizeMinimum,
        },
        Supply = new SupplyState
        {
            FeedbackScale = Supply.Controls.FeedbackInitial,
            ReservoirMass = Supply.Controls.Reservoir?.Capacity ?? double.NaN,
        },
    };
}
