using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Dynamics;
using MarsDisk.Physics.InitialFields;
using MarsDisk.Physics.Radiation;
using MarsDisk.Physics.Shielding;
using MarsDisk.Physics.Sizes;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Planning;

/// <summary>The layer before step 0: blow-out size, bins, opacity, surface density, β and χ (runner §2.2 steps 12 to 16).</summary>
internal sealed class StartPlanner(
    PlanInputs inputs,
    OrbitPlan orbit,
    ExcitationPlan excitation,
    RadiationPlan radiation,
    TemperaturePlan temperature,
    ProcessSwitches switches)
{
    private readonly RunParameters _parameters = inputs.Parameters;
    private readonly double _density = inputs.Parameters.Material.Rho;
    private readonly double _temperature = RadiationPressure.CheckedTemperature(temperature.Initial);

    public StartValues Start(PhiTable1D? phi)
    {
        var blowout = BlowoutSize();
        var floor = EnergyFloor();
        var smallest = _parameters.Psd.Floor.Mode == FloorMode.None
            ? _parameters.Sizes.SMin
            : Math.Max(_parameters.Sizes.SMin, blowout);
        smallest = Math.Max(smallest, floor);
        RequireMass(smallest);
        var (grid, number) = Distribution(smallest);
        var opacity = Opacity.Of(grid.Centres, grid.Widths, number, _density);
        var phi0 = _parameters.OpticalDepth is { } target ? ShieldingPlanner.PhiAt(phi, target.Tau0Target) : 1;
        var (sigma, targeted) = InitialDensity(phi0, opacity, phi);
        var betaConfigured = Beta(_parameters.Sizes.SMin);
        var chi = Chi(smallest);
        return new StartValues
        {
            Edges = grid.Edges.ToArray(),
            Sizes = grid.Centres.ToArray(),
            Widths = grid.Widths.ToArray(),
            Number = number,
            BlowoutSize = blowout,
            SizeMinimum = smallest,
            SurfaceEnergyFloor = floor,
            BetaConfigured = betaConfigured,
            Chi = chi,
            BlowoutTime = BlowoutTime.Seconds(chi, orbit.Omega),
            CaseStatus = CaseStatus(betaConfigured),
            Opacity = opacity,
            OpacityEffective = phi0 * opacity,
            Phi = phi0,
            SurfaceDensity = sigma,
            TargetSurfaceDensity = _parameters.OpticalDepth is null ? null : sigma,
            SigmaTau1 = SigmaTau1(opacity, phi),
            Mass = targeted ? sigma * orbit.Area / PhysicalConstants.MarsMass : _parameters.Initial.MassTotal,
        };
    }

    private double BlowoutSize() => radiation.QPr.IsConstant
        ? RadiationPressure.BlowoutSize(_temperature, _density, radiation.QPr.Lookup(1, _temperature))
        : BlowoutSizes.FromStart(_parameters.Sizes.SMin, _temperature, _density, radiation.QPr);

    // Masses go with the cube of the size: below 1e-100 m they are no numbers any more.
    private void RequireMass(double smallest)
    {
        if (!double.IsNormal(smallest * smallest * smallest * _density))
            throw PlanException.Physics("sizes.s_min", $"A grain of {smallest:G4} m has no mass that a number can hold.");
    }

    private double EnergyFloor()
    {
        var energy = _parameters.SurfaceEnergy;
        if (!energy.Enabled)
            return 0;
        var speed = RelativeSpeed.AtPericentre(orbit.Speed, excitation.Eccentricity);
        return new SurfaceEnergyFloor(energy.GammaJM2, energy.Eta, energy.LargestFragmentMassFraction)
            .Size(_parameters.Psd.Alpha, _density, speed, energy.ColliderSizeM ?? _parameters.Sizes.SMax);
    }

    private (SizeGrid Grid, double[] Number) Distribution(double smallest)
    {
        var sizes = _parameters.Sizes;
        var number = new double[sizes.NBins];
        if (_parameters.Initial.S0Mode == InitialSizeMode.Mono)
        {
            Array.Fill(number, 1);
            return (SizeGrid.Monodisperse(sizes.NBins), number);
        }

        var grid = PlanInputs.Guard("sizes.s_min", () => SizeGrid.LogSpaced(smallest, sizes.SMax, sizes.NBins));
        new UpperDistribution(_parameters.Psd.Alpha, _parameters.Psd.WavyStrength).Fill(grid, smallest, sizes.SMax, number);
        if (_parameters.Initial.S0Mode != InitialSizeMode.Upper)
            Melt(grid, number);
        return (grid, number);
    }

    private void Melt(SizeGrid grid, double[] number)
    {
        var melt = _parameters.Initial.MeltPsd;
        var weights = new double[number.Length];
        if (_parameters.Initial.S0Mode == InitialSizeMode.MeltLognormalMixture)
            MeltWeights.Fill(
                new MeltWeights.LogNormalMixture(melt.FFine, melt.SFine, melt.SMeter, melt.WidthDex, melt.SCutCondensation),
                grid.Centres,
                grid.Widths,
                weights);
        else
            MeltWeights.Fill(
                new MeltWeights.TruncatedPowerLaw(melt.AlphaSolid, melt.SMinSolid, melt.SMaxSolid, melt.SCutCondensation),
                grid.Centres,
                grid.Widths,
                weights);
        if (!SizeDistribution.FromMassWeights(weights, _density, grid.Centres, grid.Widths, number))
            inputs.Warn(
                PlanFindingKind.Configuration,
                "RULE003",
                "initial.melt_psd",
                "No bin holds any melt; the run starts with the three-slope distribution instead.");
    }

    // The flag tells whether this density also decides the mass of the layer.
    private (double Sigma, bool DecidesMass) InitialDensity(double phi0, double opacity, PhiTable1D? phi)
    {
        var lineOfSight = ShieldingPlanner.LineOfSightFactor(_parameters);
        if (_parameters.OpticalDepth is { } depth)
            return (PlanInputs.Guard("optical_depth.tau0_target", () => SurfaceDensity.OfOpticalDepth(
                depth.Tau0Target, phi0, opacity, lineOfSight)), true);
        if (_parameters.InitTau1 is { Enabled: true } init)
        {
            var tau = init.TargetTau > 0 && double.IsFinite(init.TargetTau) ? init.TargetTau : 1;
            return (PlanInputs.Guard("init_tau1.target_tau", () => SurfaceDensity.OfOpticalDepth(
                tau, ShieldingPlanner.PhiAt(phi, tau), opacity, lineOfSight)), true);
        }
        if (_parameters.Surface.SigmaSurfInitOverride is { } given)
            return (given, false);
        if (MidplaneDensity() is not { } sigma)
            return (0, false);
        var effective = ShieldingPlanner.PhiAt(phi, opacity * sigma) * opacity;
        return (_parameters.Surface.InitPolicy == SurfaceInitPolicy.ClipByTau1
            ? SurfaceDensity.ClippedSurface(sigma, 1, effective)
            : SurfaceDensity.Surface(sigma, 1), false);
    }

    private double? SigmaTau1(double opacity, PhiTable1D? phi)
    {
        if (_parameters.Shielding?.FixedTau1Sigma is { Kind: FixedTau1Kind.Given } given)
            return given.KilogramsPerSquareMetre;
        if (MidplaneDensity() is not { } sigma)
            return null;
        var effective = ShieldingPlanner.PhiAt(phi, opacity * sigma) * opacity * ShieldingPlanner.LineOfSightFactor(_parameters);
        return effective > 0 ? 1 / effective : double.PositiveInfinity;
    }

    private double? MidplaneDensity()
    {
        if (_parameters is not { Disk: { } disk, InnerDiskMass: { } inner })
            return null;
        var mass = inner.UseMmarsRatio ? inner.MInRatio * PhysicalConstants.MarsMass : inner.MInRatio;
        var ring = OrbitPlanner.Ring(_parameters).Ring;
        return PlanInputs.Guard("inner_disk_mass", () => SurfaceDensity.OfDiskMass(mass, ring, disk.Geometry.PIndex));
    }

    private double Beta(double size) =>
        RadiationPressure.Beta(size, _temperature, _density, radiation.QPr.Lookup(size, _temperature));

    private double Chi(double smallest) => _parameters.ChiBlow is { } configured
        ? BlowoutTime.Chi(configured)
        : BlowoutTime.AutomaticChi(Beta(smallest), radiation.QPr.Lookup(smallest, _temperature));

    private string CaseStatus(double beta)
    {
        if (!switches.Blowout)
            return "no_blowout";
        return beta >= ModelLimits.BlowoutBeta ? "blowout" : "ok";
    }
}
