using MarsDisk.Simulation.Parameters;
using static MarsDisk.Configuration.Keys.Bounds;
using static MarsDisk.Configuration.Keys.KeyStatus;
using static MarsDisk.Configuration.Keys.Types.KeyTypes;

namespace MarsDisk.Configuration.Keys.Sections;

/// <summary>Keys of surface, init_tau1, optical_depth, shielding and blowout.</summary>
internal static class SurfaceKeys
{
    public static IReadOnlyList<KeyDefinition> All { get; } =
    [
        new("surface.init_policy", Choice(typeof(SurfaceInitPolicy)), "clip_by_tau1", "", Any, Rare,
            "Initial surface density while the optical depth is null"),
        new("surface.sigma_surf_init_override", Number.OrNull, null, "kg m^-2", Above(0), Used,
            "Initial surface density; ignored while the optical depth is given"),
        new("surface.use_tcoll", Flag, true, "", Any, Used, "Collisional term of the solver surface_ode"),
        new("surface.freeze_sigma", Flag, false, "", Any, Rare, "Holds the surface density at its reference value"),
        new("surface.collision_solver", Choice(typeof(CollisionSolver)), "smol", "", Any, Essential,
            "Solver of the collisions; surface_ode is deprecated"),
        new("init_tau1.enabled", Flag, false, "", Any, Legacy,
            "Starts at target_tau; ignored while the optical depth is given"),
        new("init_tau1.scale_to_tau1", Flag, false, "", Any, Legacy,
            "Scales the initial layer; needs optical_depth null"),
        new("init_tau1.tau_field", Choice(typeof(InitTau1Field)), "los", "", Any, Legacy,
            "Optical depth that is scaled"),
        new("init_tau1.target_tau", Number, 1.0, "", Any, Legacy,
            "Target of the scaling; a value that is not positive is 1"),
        new("optical_depth.tau0_target", Number, 1.0, "", Above(0), Essential,
            "Initial optical depth along the line of sight"),
        new("optical_depth.tau_stop", Number, 1.0, "", Above(0), Essential, "Optical depth at which the run stops"),
        new("optical_depth.tau_stop_tol", Number, 1e-6, "", AtLeast(0), Essential, "Relative tolerance of the stop"),
        new("optical_depth.tau_field", Choice(typeof(OpticalDepthField)), "tau_los", "", Any, Essential,
            "Optical depth that is tested"),
        new("optical_depth.stop_tau", Choice(typeof(StopOpticalDepth)), new ByProfile("reference", "initial_phi"),
            "", Any, Used, "Which shielding the stop test uses"),
        new("shielding.mode", Choice(typeof(ShieldingMode), new("table", "psitau", IsDeprecated: true)), "psitau",
            "", Any, Essential, "How Phi is found; off is Phi = 1"),
        new("shielding.table_path", FilePath.OrNull, null, "", Any, Used, "Table of Phi; ignored in mode off"),
        new("shielding.fixed_tau1_tau", Number.OrNull, null, "", Any, Rare, "Optical depth of mode fixed_tau1"),
        new("shielding.fixed_tau1_sigma", NumberOrAutoMax.OrNull, null, "kg m^-2", Any, Rare,
            "Sigma_tau1 of mode fixed_tau1: a number, auto or auto_max"),
        new("shielding.auto_max_margin", Number, 0.05, "", Between(0, 1), Rare, "Margin of auto_max"),
        new("shielding.los_geometry.mode", Choice(typeof(LineOfSightMode)), "aspect_ratio_factor", "", Any, Essential,
            "Whether the line of sight is longer than the layer is thick"),
        new("shielding.los_geometry.h_over_r", Number, 1.0, "", Above(0), Essential,
            "Aspect ratio; f_los = max(path_multiplier / h_over_r, 1)"),
        new("shielding.los_geometry.path_multiplier", Number, 1.0, "", Above(0), Essential, "Factor of the path"),
        new("blowout.enabled", Flag, true, "", Any, Essential, "Whether grains are blown out"),
        new("blowout.target_phase", Choice(typeof(BlowoutPhase)), "solid_only", "", Any, Essential,
            "Phase in which grains are blown out"),
        new("blowout.layer", Choice(typeof(BlowoutLayer)), "surface_tau_le_1", "", Any, NoEffect, "Label only"),
        new("blowout.gate_mode", Choice(typeof(BlowoutGateMode)), "none", "", Any, Rare,
            "Process that competes with blow-out"),
        new("blowout.beta_gate", Choice(typeof(BetaGate)), new ByProfile("exact", "tolerant"), "", Any, Used,
            "Test of beta against one half"),
        new("blowout.partial_bin", Choice(typeof(PartialBin)), new ByProfile("edge", "fractional"), "", Any, Used,
            "Whether a bin across the blow-out size loses a part"),
    ];
}
