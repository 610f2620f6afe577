namespace MarsDisk.Configuration.Keys;

/// <summary>
/// Keys that cannot change a byte of the folder <c>series</c>: where the run stands, what the console says, caches, and
/// what happens after the run. They are left out of the plan hash. The list is kept short on purpose.
/// </summary>
internal static class PresentationKeys
{
    private static readonly string[] Paths =
    [
        "io.outdir", "io.quiet", "io.progress", "io.record_storage_mode", "io.archive", "io.streaming.offload",
        "numerics.collision_cache", "numerics.checkpoint", "numerics.resume", "qstar.cache_maxsize",
        "radiation.qpr_cache.enabled", "radiation.qpr_cache.maxsize",
    ];

    public static bool Contains(string path) =>
        Array.Exists(Paths, known => path == known || path.StartsWith(known + ".", StringComparison.Ordinal));
}
