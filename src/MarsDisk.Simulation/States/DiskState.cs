namespace MarsDisk.Simulation.States;

/// <summary>The layer itself: its surface density, its size distribution and what the last step left for the next.</summary>
public sealed class DiskState
{
    private double[] _edges = [];
    private double[] _sizes = [];
    private double[] _widths = [];
    private double[] _number = [];
    private double _surfaceDensity;
    private double _opacity;
    private double _sizeMinimum;
    private double _sizeFloor;
    private double _sizeEffective;
    private double _sizeEvolved;
    private long _sizeVersion;
    private double _blowoutSize;
    private double _qPrBlow;
    private double _qPrMean;
    private double _betaEffective;
    private double _sigmaTau1LastFinite = double.NaN;

    /// <summary>Bin edges, m, one more than bins. They never move.</summary>
    public double[] Edges { get => _edges; init => _edges = value; }

    /// <summary>Bin centres, m. They move only with the surface drift.</summary>
    public double[] Sizes { get => _sizes; init => _sizes = value; }

    /// <summary>Bin widths, m.</summary>
    public double[] Widths { get => _widths; init => _widths = value; }

    /// <summary>Number per size dN/ds of each bin on an arbitrary scale (physics §1.2).</summary>
    public double[] Number { get => _number; init => _number = value; }

    /// <summary>Number of bins.</summary>
    public int Bins => _number.Length;

    /// <summary>Surface density, kg m⁻².</summary>
    public double SurfaceDensity { get => _surfaceDensity; set => _surfaceDensity = value; }

    /// <summary>Opacity as the last step left it, m² kg⁻¹; the phase of the next step sees it.</summary>
    public double Opacity { get => _opacity; set => _opacity = value; }

    /// <summary>Smallest size of the distribution, m: the start of the next search for the blow-out size.</summary>
    public double SizeMinimum { get => _sizeMinimum; set => _sizeMinimum = value; }

    /// <summary>Effective smallest size of the last step, before a drift changed it, m.</summary>
    public double SizeEffective { get => _sizeEffective; set => _sizeEffective = value; }

    /// <summary>Dynamic floor of the smallest size, m; never falls (physics §6.6).</summary>
    public double SizeFloor { get => _sizeFloor; set => _sizeFloor = value; }

    /// <summary>The diagnostic smallest size of the legacy models, m (physics §6.8).</summary>
    public double SizeEvolved { get => _sizeEvolved; set => _sizeEvolved = value; }

    /// <summary>Grows whenever a bin centre moves.</summary>
    public long SizeVersion { get => _sizeVersion; set => _sizeVersion = value; }

    /// <summary>Blow-out size of the last evaluation, m.</summary>
    public double BlowoutSize { get => _blowoutSize; set => _blowoutSize = value; }

    /// <summary>Radiation-pressure efficiency at the blow-out size.</summary>
    public double QPrBlow { get => _qPrBlow; set => _qPrBlow = value; }

    /// <summary>Radiation-pressure efficiency at the effective smallest size.</summary>
    public double QPrMean { get => _qPrMean; set => _qPrMean = value; }

    /// <summary>Radiation pressure over gravity at the effective smallest size.</summary>
    public double BetaEffective { get => _betaEffective; set => _betaEffective = value; }

    /// <summary>Last finite surface density of optical depth one, kg m⁻²; not a number before the first.</summary>
    public double SigmaTau1LastFinite { get => _sigmaTau1LastFinite; set => _sigmaTau1LastFinite = value; }

    internal void Transfer(IStateTransfer transfer, uint tag)
    {
        transfer.Numbers(tag, ref _edges);
        transfer.Numbers(tag + 1, ref _sizes);
        transfer.Numbers(tag + 2, ref _widths);
        transfer.Numbers(tag + 3, ref _number);
        transfer.Number(tag + 4, ref _surfaceDensity);
        transfer.Number(tag + 5, ref _opacity);
        transfer.Number(tag + 6, ref _sizeMinimum);
        transfer.Number(tag + 7, ref _sizeFloor);
        transfer.Number(tag + 8, ref _sizeEvolved);
        transfer.Number(tag + 9, ref _sizeVersion);
        transfer.Number(tag + 10, ref _blowoutSize);
        transfer.Number(tag + 11, ref _qPrBlow);
        transfer.Number(tag + 12, ref _qPrMean);
        transfer.Number(tag + 13, ref _betaEffective);
        transfer.Number(tag + 14, ref _sigmaTau1LastFinite);
        transfer.Number(tag + 15, ref _sizeEffective);
    }
}
