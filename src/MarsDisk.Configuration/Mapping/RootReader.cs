using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Mapping;

/// <summary>Turns resolved keys of the root and of fragments into parameters.</summary>
internal static class RootReader
{
    public static RunParameters Run(KeyValues keys) => new()
    {
        PhysicsMode = (PhysicsMode)keys.Choice(typeof(PhysicsMode), "physics_mode"),
        ChiBlow = keys.NumberOrAuto("chi_blow"),
        Geometry = GeometryReader.Geometry(keys.In("geometry")),
        Disk = keys.Section("disk", GeometryReader.Disk),
        Scope = GeometryReader.Scope(keys.In("scope")),
        Process = GeometryReader.Process(keys.In("process")),
        InnerDiskMass = keys.Section("inner_disk_mass", GeometryReader.InnerDiskMass),
        Material = GrainReader.Material(keys.In("material")),
        Sizes = GrainReader.Sizes(keys.In("sizes")),
        Initial = GrainReader.Initial(keys.In("initial")),
        Psd = GrainReader.Psd(keys.In("psd")),
        SurfaceEnergy = GrainReader.SurfaceEnergy(keys.In("surface_energy")),
        Dynamics = DynamicsReader.Dynamics(keys.In("dynamics")),
        Qstar = GrainReader.Qstar(keys.In("qstar")),
        Surface = SurfaceReader.Surface(keys.In("surface")),
        InitTau1 = SurfaceReader.InitTau1(keys.In("init_tau1")),
        OpticalDepth = keys.Section("optical_depth", SurfaceReader.OpticalDepth),
        Shielding = keys.Section("shielding", SurfaceReader.Shielding),
        Blowout = SurfaceReader.Blowout(keys.In("blowout")),
        Fragments = Fragments(keys.In("fragments")),
        Supply = SupplyReader.Supply(keys.In("supply")),
        Sinks = SinksReader.Sinks(keys.In("sinks")),
        Radiation = keys.Section("radiation", RadiationReader.Radiation),
        Phase = PhaseReader.Phase(keys.In("phase")),
        Numerics = NumericsReader.Numerics(keys.In("numerics")),
        Diagnostics = IoReader.Diagnostics(keys.In("diagnostics")),
        Io = IoReader.Io(keys.In("io")),
        Tables = keys.TextMapOrNull("tables"),
    };

    public static FragmentsParameters Fragments(KeyValues keys) => new()
    {
        Distribution = (FragmentDistribution)keys.Choice(typeof(FragmentDistribution), "distribution"),
    };
}
