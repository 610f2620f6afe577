namespace MarsDisk.Configuration.Loading;

/// <summary>Values that follow from other keys or from the environment once all keys are read.</summary>
internal static class Derivations
{
    public static void Apply(Resolution keys, EnvironmentSwitches environment, List<Finding> findings)
    {
        RunAsZeroDimensional(keys, findings);
        ConvertInclination(keys);
        TakeAnalysisYears(keys);
        ForceSwitches(keys, environment);
    }

    // D-16: a file for the one-dimensional driver is run at the mean radius.
    private static void RunAsZeroDimensional(Resolution keys, List<Finding> findings)
    {
        if (keys.Values["geometry.mode"] is not "1D")
            return;
        findings.Add(keys.PlaceOf("geometry.mode").Warning("RULE",
            "geometry.mode is 1D; the run is computed as 0D at the mean radius.", "Write 0D to say so yourself."));
        keys.Set("geometry.mode", "0D", new Origin(OriginKind.Derived, "1D is run as 0D"));
    }

    private static void ConvertInclination(Resolution keys)
    {
        if (keys.Values["dynamics.i0_unit"] is not "deg")
            return;
        var origin = new Origin(OriginKind.Derived, $"degrees in {keys.OriginOf("dynamics.i0").Text}");
        keys.Set("dynamics.i0", (double)keys.Values["dynamics.i0"]! * (Math.PI / 180.0), origin);
        keys.Set("dynamics.i0_unit", "rad", origin);
    }

    private static void TakeAnalysisYears(Resolution keys)
    {
        if (keys.Values["numerics.t_end_years"] is null && keys.Values["numerics.t_end_orbits"] is null)
            keys.Set("numerics.t_end_years", keys.Values["scope.analysis_years"],
                new Origin(OriginKind.Derived, "scope.analysis_years"));
    }

    private static void ForceSwitches(Resolution keys, EnvironmentSwitches environment)
    {
        if (environment.Streaming is { } streaming)
        {
            var origin = new Origin(OriginKind.Environment, environment.StreamingVariable!);
            keys.Set("io.streaming.enable", streaming, origin);
            if (streaming && keys.Values["io.streaming.opt_out"] is true)
                keys.Set("io.streaming.opt_out", false, origin);
        }

        if (environment.Archiving is { } archiving)
            keys.Set("io.archive.enabled", archiving, new Origin(OriginKind.Environment, environment.ArchivingVariable!));
    }
}
