using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Dynamics;
using MarsDisk.Physics.Numerics;
using MarsDisk.Physics.Orbits;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Results;

namespace MarsDisk.Simulation.Planning;

/// <summary>Radius, frequency, seed, eccentricity and inclination (runner §2.2 steps 4 to 8).</summary>
internal static class OrbitPlanner
{
    public static OrbitPlan Orbit(PlanInputs inputs)
    {
        var (ring, source) = Ring(inputs.Parameters);
        var radius = ring.ReferenceRadius;
        return PlanInputs.Guard("disk.geometry", () => new OrbitPlan(
            radius,
            radius / PhysicalConstants.MarsRadius,
            source,
            KeplerOrbit.Frequency(radius),
            KeplerOrbit.Period(radius),
            KeplerOrbit.Speed(radius),
            ring.Area));
    }

    public static (Annulus Ring, string Source) Ring(RunParameters parameters)
    {
        if (parameters.Disk?.Geometry is { } disk)
        {
            if (disk.RInRM > disk.ROutRM)
                throw PlanException.Configuration("disk.geometry.r_in_RM", "The inner radius exceeds the outer radius.");
            return (Annulus.BetweenMarsRadii(disk.RInRM, disk.ROutRM), "disk.geometry");
        }
        if (parameters.Geometry is { RIn: { } inner, ROut: { } outer })
            return (Annulus.BetweenMetres(inner, outer), "geometry.r_in_out");
        throw PlanException.Configuration(
            "disk.geometry", "The run has no radius: give disk.geometry, or geometry.r_in and geometry.r_out.");
    }

    public static ExcitationPlan Excitation(PlanInputs inputs, OrbitPlan orbit)
    {
        var dynamics = inputs.Parameters.Dynamics;
        var basis = dynamics.RngSeed is null ? SeedBasis(inputs.Parameters, orbit) : null;
        var seed = dynamics.RngSeed ?? SeedOf(basis!);
        var random = new Pcg64((ulong)seed);
        var isProfileApplied = dynamics.EProfile.Mode != EccentricityProfileMode.Off;
        if (isProfileApplied && dynamics.EMode == EccentricityMode.MarsClearance)
            throw PlanException.Configuration(
                "dynamics.e_mode", "mars_clearance and an eccentricity profile exclude each other; set e_profile.mode: off.");

        var eccentricity = isProfileApplied ? FromProfile(inputs, orbit) : dynamics.E0;
        double? clearance = null;
        if (dynamics.EMode == EccentricityMode.MarsClearance)
        {
            clearance = Clearance(dynamics, random);
            eccentricity = SampledOrbit.ClearanceEccentricity(orbit.Radius, clearance.Value);
        }
        return new ExcitationPlan(eccentricity, Inclination(dynamics, random), clearance, isProfileApplied, seed, basis);
    }

    private static double FromProfile(PlanInputs inputs, OrbitPlan orbit)
    {
        var profile = inputs.Parameters.Dynamics.EProfile;
        if (profile.Mode == EccentricityProfileMode.MarsPericenter)
            return EccentricityProfile.TouchingMars(orbit.Radius, profile.ClipMin, profile.ClipMax);
        if (profile.TablePath is null)
            throw PlanException.Configuration("dynamics.e_profile.table_path", "The profile mode table needs a table.");
        var table = inputs.Read("dynamics.e_profile.table_path", profile.TablePath);
        var isMars = profile.RKind == RadiusKind.MarsRadii;
        return PlanInputs.Guard("dynamics.e_profile.table_path", () => EccentricityProfile.FromTable(
            table[isMars ? "r_RM" : "r_m"],
            table["e"],
            isMars ? orbit.RadiusMars : orbit.Radius,
            profile.ClipMin,
            profile.ClipMax));
    }

    private static double Clearance(DynamicsParameters dynamics, Pcg64 random)
    {
        if (dynamics is { DrMinM: null, DrMaxM: null })
            throw PlanException.Configuration("dynamics.dr_min_m", "mars_clearance needs dr_min_m or dr_max_m.");
        if (dynamics.DrMinM is not { } low || dynamics.DrMaxM is not { } high)
            return (dynamics.DrMinM ?? dynamics.DrMaxM)!.Value;
        if (dynamics.DrDist == ClearanceDistribution.Uniform)
            return random.Uniform(low, high);
        if (!(low > 0 && high > 0))
            throw PlanException.Configuration("dynamics.dr_min_m", "The distribution loguniform needs positive bounds.");
        return PortableMath.Exp(random.Uniform(PortableMath.Log(low), PortableMath.Log(high)));
    }

    private static double Inclination(DynamicsParameters dynamics, Pcg64 random)
    {
        const double radiansPerDegree = Math.PI / 180;
        if (dynamics.IMode == InclinationMode.Fixed)
            return dynamics.I0;
        return SampledOrbit.TiltedInclination(
            random, dynamics.ObsTiltDeg * radiansPerDegree, dynamics.ISpreadDeg * radiansPerDegree);
    }

    private static string SeedBasis(RunParameters parameters, OrbitPlan orbit)
    {
        var disk = parameters.Disk?.Geometry;
        var temperature = parameters.Radiation?.TMK ?? parameters.Radiation?.MarsTemperatureDriver.Constant?.ValueK;
        return string.Join(
            '|',
            $"reference_radius_m={PythonText.Of(orbit.Radius)}",
            $"reference_radius_RM={PythonText.Of(orbit.RadiusMars)}",
            $"r_source={orbit.Source}",
            $"disk.r_in_RM={OrNone(disk?.RInRM)},r_out_RM={OrNone(disk?.ROutRM)}",
            $"T_M_basis={OrNone(temperature)}",
            $"initial.mass_total={PythonText.Of(parameters.Initial.MassTotal)}");
    }

    private static string OrNone(double? value) => value is { } number ? PythonText.Of(number) : "None";

    // The first eight hexadecimal digits, so that the seed equals the one of the reference.
    private static long SeedOf(string basis)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(basis)));
        return long.Parse(hash.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % (1L << 31);
    }
}
