using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Mapping;

/// <summary>Turns resolved keys of dynamics into parameters.</summary>
internal static class DynamicsReader
{
    public static DynamicsParameters Dynamics(KeyValues keys) => new()
    {
        E0 = keys.Number("e0"),
        I0 = keys.Number("i0"),
        I0Unit = (AngleUnit)keys.Choice(typeof(AngleUnit), "i0_unit"),
        TDampOrbits = keys.Number("t_damp_orbits"),
        FWake = keys.Number("f_wake"),
        EProfile = EccentricityProfile(keys.In("e_profile")),
        EpsRestitution = keys.Number("eps_restitution"),
        FKeCratering = keys.Number("f_ke_cratering"),
        FKeFragmentation = keys.NumberOrNull("f_ke_fragmentation"),
        EnableEDamping = keys.Boolean("enable_e_damping"),
        KernelEiMode = (KernelVelocityMode)keys.Choice(typeof(KernelVelocityMode), "kernel_ei_mode"),
        VRelMode = (RelativeVelocityMode)keys.Choice(typeof(RelativeVelocityMode), "v_rel_mode"),
        KernelHMode = (ScaleHeightMode)keys.Choice(typeof(ScaleHeightMode), "kernel_H_mode"),
        HFactor = keys.Number("H_factor"),
        HFixedOverA = keys.NumberOrNull("H_fixed_over_a"),
        EMode = (EccentricityMode)keys.Choice(typeof(EccentricityMode), "e_mode"),
        DrMinM = keys.NumberOrNull("dr_min_m"),
        DrMaxM = keys.NumberOrNull("dr_max_m"),
        DrDist = (ClearanceDistribution)keys.Choice(typeof(ClearanceDistribution), "dr_dist"),
        IMode = (InclinationMode)keys.Choice(typeof(InclinationMode), "i_mode"),
        ObsTiltDeg = keys.Number("obs_tilt_deg"),
        ISpreadDeg = keys.Number("i_spread_deg"),
        RngSeed = keys.SeedOrNull("rng_seed"),
    };

    public static EccentricityProfileParameters EccentricityProfile(KeyValues keys) => new()
    {
        Mode = (EccentricityProfileMode)keys.Choice(typeof(EccentricityProfileMode), "mode"),
        TablePath = keys.TextOrNull("table_path"),
        RKind = (RadiusKind)keys.Choice(typeof(RadiusKind), "r_kind"),
        ClipMin = keys.Number("clip_min"),
        ClipMax = keys.Number("clip_max"),
    };
}
