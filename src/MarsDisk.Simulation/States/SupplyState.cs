namespace MarsDisk.Simulation.States;

/// <summary>What the controls of the supply remember from step to step, and what the summary says about them.</summary>
public sealed class SupplyState
{
    private double _feedbackScale = 1;
    private double _reservoir = double.NaN;
    private double _depletionTime = double.NaN;
    private double _deepSurfaceDensity;
    private long _blockedSteps;
    private long _mixingLimitedSteps;
    private Extremes _feedback;
    private Extremes _temperature;
    private Extremes _remaining;
    private Extremes _headroom;

    /// <summary>Factor that the feedback puts on the supply.</summary>
    public double FeedbackScale { get => _feedbackScale; set => _feedbackScale = value; }

    /// <summary>Mass left in the reservoir, kg; not a number without one.</summary>
    public double ReservoirMass { get => _reservoir; set => _reservoir = value; }

    /// <summary>End of the step in which the reservoir ran out, s; not a number before.</summary>
    public double DepletionTime { get => _depletionTime; internal set => _depletionTime = value; }

    /// <summary>Content of the deep buffer, kg m⁻².</summary>
    public double DeepSurfaceDensity { get => _deepSurfaceDensity; set => _deepSurfaceDensity = value; }

    /// <summary>Steps in which the headroom let nothing through.</summary>
    public long BlockedSteps { get => _blockedSteps; internal set => _blockedSteps = value; }

    /// <summary>Steps in which deep mixing delivered nothing.</summary>
    public long MixingLimitedSteps { get => _mixingLimitedSteps; internal set => _mixingLimitedSteps = value; }

    /// <summary>Factor of the feedback over all steps.</summary>
    public ref Extremes Feedback => ref _feedback;

    /// <summary>Factor of the temperature over all steps.</summary>
    public ref Extremes Temperature => ref _temperature;

    /// <summary>Mass left in the reservoir over all steps, Mars masses.</summary>
    public ref Extremes Remaining => ref _remaining;

    /// <summary>What the surface layer could still take up over all steps, kg m⁻².</summary>
    public ref Extremes Headroom => ref _headroom;

    internal void Transfer(IStateTransfer transfer, uint tag)
    {
        transfer.Number(tag, ref _feedbackScale);
        transfer.Number(tag + 1, ref _reservoir);
        transfer.Number(tag + 2, ref _depletionTime);
        transfer.Number(tag + 3, ref _deepSurfaceDensity);
        transfer.Number(tag + 4, ref _blockedSteps);
        transfer.Number(tag + 5, ref _mixingLimitedSteps);
        _feedback.Transfer(transfer, tag + 8);
        _temperature.Transfer(transfer, tag + 12);
        _remaining.Transfer(transfer, tag + 16);
        _headroom.Transfer(transfer, tag + 20);
    }
}
