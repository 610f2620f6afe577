using MarsDisk.Simulation.Parameters;
using static MarsDisk.Configuration.Keys.Bounds;
using static MarsDisk.Configuration.Keys.KeyStatus;
using static MarsDisk.Configuration.Keys.Types.KeyTypes;

namespace MarsDisk.Configuration.Keys.Sections;

/// <summary>Keys of the root and of fragments.</summary>
internal static class RootKeys
{
    public static IReadOnlyList<KeyDefinition> All { get; } =
    [
        new("physics_mode", Choice(typeof(PhysicsMode), new("full", "default", IsDeprecated: false)), "default",
            "", Any, Essential,
            "Which processes run: all, all but collisions and blow-out, or all but sublimation and gas drag"),
        new("chi_blow", NumberOrAuto, 1.0, "", Above(0), Essential, "Factor of the blow-out time, clamped to 0.5…2"),
        new("tables", TextMap.OrNull, null, "", Any, NoEffect, "Placeholder without effect"),
        new("fragments.distribution", Choice(typeof(FragmentDistribution)), new ByProfile("mass", "number"), "", Any,
            Used, "Whether the fragment slope applies to mass or to number"),
    ];
}
