namespace MarsDisk.Simulation.States;

/// <summary>What the summary says about all steps, one sample per step whatever the strides.</summary>
public sealed class RunStatistics
{
    private Extremes _temperature;
    private Extremes _beta;
    private Extremes _blowoutSize;
    private Extremes _gateFactor;
    private Extremes _survivalTime;
    private Extremes _visibility;
    private Extremes _clipFactor;
    private CompensatedSum _collisionTime;
    private CompensatedSum _massCreated;
    private CompensatedSum _massDefect;
    private CompensatedSum _supplied;
    private double _elapsed;
    private double _fastBlowout;
    private double _firstSurfaceDensity = double.NaN;
    private double _errorPercentMax;
    private double _supplyNominalFirst = double.NaN;
    private double _supplyScaledFirst = double.NaN;
    private double _temperatureLast = double.NaN;
    private double _lossRateMax = double.NaN;
    private double _lossRateMaxTime = double.NaN;
    private double _solidTime;
    private double _vapourTime;
    private double _blowoutBranchTime;
    private double _hydroBranchTime;
    private double _noBranchTime;
    private double _tauGateTime;
    private long _clippedSteps;

    /// <summary>Temperature of Mars, K.</summary>
    public ref Extremes Temperature => ref _temperature;

    /// <summary>Radiation pressure over gravity at the effective smallest size.</summary>
    public ref Extremes Beta => ref _beta;

    /// <summary>Blow-out size, m.</summary>
    public ref Extremes BlowoutSize => ref _blowoutSize;

    /// <summary>Factor of the competition gate.</summary>
    public ref Extremes GateFactor => ref _gateFactor;

    /// <summary>Survival time of the competition gate, s.</summary>
    public ref Extremes SurvivalTime => ref _survivalTime;

    /// <summary>Applied over raw supply.</summary>
    public ref Extremes Visibility => ref _visibility;

    /// <summary>Applied over scaled supply.</summary>
    public ref Extremes ClipFactor => ref _clipFactor;

    /// <summary>Time that the collision solver integrated, s.</summary>
    public ref CompensatedSum CollisionTime => ref _collisionTime;

    /// <summary>Mass that the solver created (positive) or lost by its scheme, kg m⁻².</summary>
    public ref CompensatedSum MassCreated => ref _massCreated;

    /// <summary>Sum of the absolute values of that mass, kg m⁻².</summary>
    public ref CompensatedSum MassDefect => ref _massDefect;

    /// <summary>Supply that reached the layer during integrated time, kg m⁻².</summary>
    public ref CompensatedSum Supplied => ref _supplied;

    /// <summary>Sum of the steps, s.</summary>
    public double Elapsed { get => _elapsed; internal set => _elapsed = value; }

    /// <summary>Time integral of the fast blow-out factor, s.</summary>
    public double FastBlowout { get => _fastBlowout; internal set => _fastBlowout = value; }

    /// <summary>Surface density after the first step, kg m⁻².</summary>
    public double FirstSurfaceDensity { get => _firstSurfaceDensity; internal set => _firstSurfaceDensity = value; }

    /// <summary>Largest error of the mass budget, percent.</summary>
    public double ErrorPercentMax { get => _errorPercentMax; internal set => _errorPercentMax = value; }

    /// <summary>First finite nominal supply rate, kg m⁻² s⁻¹.</summary>
    public double SupplyNominalFirst { get => _supplyNominalFirst; internal set => _supplyNominalFirst = value; }

    /// <summary>Scaled supply rate before gating at the first evaluation, kg m⁻² s⁻¹.</summary>
    public double SupplyScaledFirst { get => _supplyScaledFirst; internal set => _supplyScaledFirst = value; }

    /// <summary>Temperature of Mars in the last evaluated step, K.</summary>
    public double TemperatureLast { get => _temperatureLast; internal set => _temperatureLast = value; }

    /// <summary>Largest rate of mass loss, Mars masses s⁻¹.</summary>
    public double LossRateMax { get => _lossRateMax; internal set => _lossRateMax = value; }

    /// <summary>End of the step with that rate, s.</summary>
    public double LossRateMaxTime { get => _lossRateMaxTime; internal set => _lossRateMaxTime = value; }

    /// <summary>Time spent in the solid phase, s.</summary>
    public double SolidTime { get => _solidTime; internal set => _solidTime = value; }

    /// <summary>Time spent in the vapour phase, s.</summary>
    public double VapourTime { get => _vapourTime; internal set => _vapourTime = value; }

    /// <summary>Time during which blow-out was the selected sink, s.</summary>
    public double BlowoutBranchTime { get => _blowoutBranchTime; internal set => _blowoutBranchTime = value; }

    /// <summary>Time during which hydrodynamic escape was the selected sink, s.</summary>
    public double HydroBranchTime { get => _hydroBranchTime; internal set => _hydroBranchTime = value; }

    /// <summary>Time without a selected sink, s.</summary>
    public double NoBranchTime { get => _noBranchTime; internal set => _noBranchTime = value; }

    /// <summary>Time during which the optical-depth gate blocked blow-out, s.</summary>
    public double TauGateTime { get => _tauGateTime; internal set => _tauGateTime = value; }

    /// <summary>Steps in which less than the scaled supply reached the layer.</summary>
    public long ClippedSteps { get => _clippedSteps; internal set => _clippedSteps = value; }

    internal void Transfer(IStateTransfer transfer, uint tag)
    {
        _temperature.Transfer(transfer, tag);
        _beta.Transfer(transfer, tag + 4);
        _blowoutSize.Transfer(transfer, tag + 8);
        _gateFactor.Transfer(transfer, tag + 12);
        _survivalTime.Transfer(transfer, tag + 16);
        _visibility.Transfer(transfer, tag + 20);
        _clipFactor.Transfer(transfer, tag + 24);
        _collisionTime.Transfer(transfer, tag + 28);
        _massCreated.Transfer(transfer, tag + 30);
        _massDefect.Transfer(transfer, tag + 32);
        _supplied.Transfer(transfer, tag + 34);
        TransferNumbers(transfer, tag + 36);
    }

    private void TransferNumbers(IStateTransfer transfer, uint tag)
    {
        transfer.Number(tag, ref _elapsed);
        transfer.Number(tag + 1, ref _fastBlowout);
        transfer.Number(tag + 2, ref _firstSurfaceDensity);
        transfer.Number(tag + 3, ref _errorPercentMax);
        transfer.Number(tag + 4, ref _supplyNominalFirst);
        transfer.Number(tag + 5, ref _supplyScaledFirst);
        transfer.Number(tag + 6, ref _temperatureLast);
        transfer.Number(tag + 7, ref _lossRateMax);
        transfer.Number(tag + 8, ref _lossRateMaxTime);
        transfer.Number(tag + 9, ref _solidTime);
        transfer.Number(tag + 10, ref _vapourTime);
        transfer.Number(tag + 11, ref _blowoutBranchTime);
        transfer.Number(tag + 12, ref _hydroBranchTime);
        transfer.Number(tag + 13, ref _noBranchTime);
        transfer.Number(tag + 14, ref _tauGateTime);
        transfer.Number(tag + 15, ref _clippedSteps);
    }
}
