using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Simulation.Results.Overview;

/// <summary>The settings of archiving, as both documents echo them.</summary>
internal static class ArchiveOverview
{
    public static JsonMembers Of(ArchiveParameters archive) => new()
    {
        ["enabled"] = archive.Enabled,
        ["enabled_config"] = archive.Enabled,
        ["forced_off_env"] = false,
        ["forced_on_env"] = false,
        ["dir"] = archive.Dir,
        ["dir_resolved"] = null,
        ["mode"] = archive.Mode.Word(),
        ["trigger"] = archive.Trigger.Word(),
        ["merge_target"] = archive.MergeTarget.Word(),
        ["verify"] = archive.Verify,
        ["verify_level"] = archive.VerifyLevel.Word(),
        ["keep_local"] = archive.KeepLocal.Word(),
        ["record_volume_info"] = archive.RecordVolumeInfo,
        ["warn_slow_mb_s"] = archive.WarnSlowMbS,
        ["warn_slow_min_gb"] = archive.WarnSlowMinGb,
        ["min_free_gb"] = archive.MinFreeGb,
    };
}
