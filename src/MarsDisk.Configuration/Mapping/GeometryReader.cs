using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Mapping;

/// <summary>Turns resolved keys of geometry, disk, scope, process and inner_disk_mass into parameters.</summary>
internal static class GeometryReader
{
    public static GeometryParameters Geometry(KeyValues keys) => new()
    {
        Mode = (GeometryMode)keys.Choice(typeof(GeometryMode), "mode"),
        RIn = keys.NumberOrNull("r_in"),
        ROut = keys.NumberOrNull("r_out"),
        Nr = keys.IntegerOrNull("Nr"),
    };

    public static DiskParameters Disk(KeyValues keys) => new()
    {
        Geometry = DiskGeometry(keys.In("geometry")),
    };

    public static DiskGeometryParameters DiskGeometry(KeyValues keys) => new()
    {
        RInRM = keys.Number("r_in_RM"),
        ROutRM = keys.Number("r_out_RM"),
        RProfile = (RadialProfile)keys.Choice(typeof(RadialProfile), "r_profile"),
        PIndex = keys.Number("p_index"),
    };

    public static ScopeParameters Scope(KeyValues keys) => new()
    {
        Region = (Region)keys.Choice(typeof(Region), "region"),
        AnalysisYears = keys.Number("analysis_years"),
    };

    public static ProcessParameters Process(KeyValues keys) => new()
    {
        StateTagging = StateTagging(keys.In("state_tagging")),
    };

    public static StateTaggingParameters StateTagging(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
    };

    public static InnerDiskMassParameters InnerDiskMass(KeyValues keys) => new()
    {
        UseMmarsRatio = keys.Boolean("use_Mmars_ratio"),
        MInRatio = keys.Number("M_in_ratio"),
        MapToSigma = (SigmaMapping)keys.Choice(typeof(SigmaMapping), "map_to_sigma"),
    };
}
