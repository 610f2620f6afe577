using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Mapping;

/// <summary>Turns resolved keys of surface, init_tau1, optical_depth, shielding and blowout into parameters.</summary>
internal static class SurfaceReader
{
    public static SurfaceParameters Surface(KeyValues keys) => new()
    {
        InitPolicy = (SurfaceInitPolicy)keys.Choice(typeof(SurfaceInitPolicy), "init_policy"),
        SigmaSurfInitOverride = keys.NumberOrNull("sigma_surf_init_override"),
        UseTcoll = keys.Boolean("use_tcoll"),
        FreezeSigma = keys.Boolean("freeze_sigma"),
        CollisionSolver = (CollisionSolver)keys.Choice(typeof(CollisionSolver), "collision_solver"),
    };

    public static InitTau1Parameters InitTau1(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        ScaleToTau1 = keys.Boolean("scale_to_tau1"),
        TauField = (InitTau1Field)keys.Choice(typeof(InitTau1Field), "tau_field"),
        TargetTau = keys.Number("target_tau"),
    };

    public static OpticalDepthParameters OpticalDepth(KeyValues keys) => new()
    {
        Tau0Target = keys.Number("tau0_target"),
        TauStop = keys.Number("tau_stop"),
        TauStopTol = keys.Number("tau_stop_tol"),
        TauField = (OpticalDepthField)keys.Choice(typeof(OpticalDepthField), "tau_field"),
        StopTau = (StopOpticalDepth)keys.Choice(typeof(StopOpticalDepth), "stop_tau"),
    };

    public static ShieldingParameters Shielding(KeyValues keys) => new()
    {
        Mode = (ShieldingMode)keys.Choice(typeof(ShieldingMode), "mode"),
        TablePath = keys.TextOrNull("table_path"),
        FixedTau1Tau = keys.NumberOrNull("fixed_tau1_tau"),
        FixedTau1Sigma = keys.FixedTau1OrNull("fixed_tau1_sigma"),
        AutoMaxMargin = keys.Number("auto_max_margin"),
        LosGeometry = LineOfSight(keys.In("los_geometry")),
    };

    public static LineOfSightParameters LineOfSight(KeyValues keys) => new()
    {
        Mode = (LineOfSightMode)keys.Choice(typeof(LineOfSightMode), "mode"),
        HOverR = keys.Number("h_over_r"),
        PathMultiplier = keys.Number("path_multiplier"),
    };

    public static BlowoutParameters Blowout(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        TargetPhase = (BlowoutPhase)keys.Choice(typeof(BlowoutPhase), "target_phase"),
        Layer = (BlowoutLayer)keys.Choice(typeof(BlowoutLayer), "layer"),
        GateMode = (BlowoutGateMode)keys.Choice(typeof(BlowoutGateMode), "gate_mode"),
        BetaGate = (BetaGate)keys.Choice(typeof(BetaGate), "beta_gate"),
        PartialBin = (PartialBin)keys.Choice(typeof(PartialBin), "partial_bin"),
    };
}
