using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Mapping;

/// <summary>Turns resolved keys of surface, init_tau1, optical_depth, shielding and blowout into parameters.</summary>
internal static class SurfaceReader
{
    public static SurfaceParameters Surface(KeyValues keys) => new()
    {
        InitPolicy = keys.Choice<SurfaceInitPolicy>("init_policy"),
        SigmaSurfInitOverride = keys.NumberOrNull("sigma_surf_init_override"),
        UseTcoll = keys.Boolean("use_tcoll"),
        FreezeSigma = keys.Boolean("freeze_sigma"),
        CollisionSolver = keys.Choice<CollisionSolver>("collision_solver"),
    };

    public static InitTau1Parameters InitTau1(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        ScaleToTau1 = keys.Boolean("scale_to_tau1"),
        TauField = keys.Choice<InitTau1Field>("tau_field"),
        TargetTau = keys.Number("target_tau"),
    };

    public static OpticalDepthParameters OpticalDepth(KeyValues keys) => new()
    {
        Tau0Target = keys.Number("tau0_target"),
        TauStop = keys.Number("tau_stop"),
        TauStopTol = keys.Number("tau_stop_tol"),
        TauField = keys.Choice<OpticalDepthField>("tau_field"),
        StopTau = keys.Choice<StopOpticalDepth>("stop_tau"),
    };

    public static ShieldingParameters Shielding(KeyValues keys) => new()
    {
        Mode = keys.Choice<ShieldingMode>("mode"),
        TablePath = keys.TextOrNull("table_path"),
        FixedTau1Tau = keys.NumberOrNull("fixed_tau1_tau"),
        FixedTau1Sigma = keys.FixedTau1OrNull("fixed_tau1_sigma"),
        AutoMaxMargin = keys.Number("auto_max_margin"),
        LosGeometry = LineOfSight(keys.In("los_geometry")),
    };

    public static LineOfSightParameters LineOfSight(KeyValues keys) => new()
    {
        Mode = keys.Choice<LineOfSightMode>("mode"),
        HOverR = keys.Number("h_over_r"),
        PathMultiplier = keys.Number("path_multiplier"),
    };

    public static BlowoutParameters Blowout(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        TargetPhase = keys.Choice<BlowoutPhase>("target_phase"),
        Layer = keys.Choice<BlowoutLayer>("layer"),
        GateMode = keys.Choice<BlowoutGateMode>("gate_mode"),
        BetaGate = keys.Choice<BetaGate>("beta_gate"),
        PartialBin = keys.Choice<PartialBin>("partial_bin"),
    };
}
