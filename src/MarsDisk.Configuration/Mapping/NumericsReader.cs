using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Mapping;

/// <summary>Turns resolved keys of numerics into parameters.</summary>
internal static class NumericsReader
{
    public static NumericsParameters Numerics(KeyValues keys) => new()
    {
        Profile = (NumericsProfile)keys.Choice(typeof(NumericsProfile), "profile"),
        TimeAdvance = (TimeAdvance)keys.Choice(typeof(TimeAdvance), "time_advance"),
        Imex = (ImexScheme)keys.Choice(typeof(ImexScheme), "imex"),
        MassBudget = (MassBudgetMode)keys.Choice(typeof(MassBudgetMode), "mass_budget"),
        TEndYears = keys.NumberOrNull("t_end_years"),
        TEndOrbits = keys.NumberOrNull("t_end_orbits"),
        TEndUntilTemperatureK = keys.NumberOrNull("t_end_until_temperature_K"),
        TEndTemperatureMarginYears = keys.Number("t_end_temperature_margin_years"),
        TEndTemperatureSearchYears = keys.NumberOrNull("t_end_temperature_search_years"),
        MinDurationYears = keys.NumberOrNull("min_duration_years"),
        StopOnBlowoutBelowSmin = keys.Boolean("stop_on_blowout_below_smin"),
        MassLossRateStopMmarsS = keys.NumberOrNull("mass_loss_rate_stop_Mmars_s"),
        DtInit = keys.NumberOrAuto("dt_init"),
        Safety = keys.Number("safety"),
        Atol = keys.Number("atol"),
        Rtol = keys.Number("rtol"),
        EvalPerStep = keys.Boolean("eval_per_step"),
        OrbitRollup = keys.Boolean("orbit_rollup"),
        DtOverTBlowMax = keys.NumberOrNull("dt_over_t_blow_max"),
        DtMinTcollRatio = keys.NumberOrNull("dt_min_tcoll_ratio"),
        CollisionCache = CollisionCache(keys.In("collision_cache")),
        Checkpoint = Checkpoint(keys.In("checkpoint")),
        Resume = Resume(keys.In("resume")),
    };

    public static CollisionCacheParameters CollisionCache(KeyValues keys) => new()
    {
        Persist = keys.Boolean("persist"),
        SizeScale = keys.Number("size_scale"),
    };

    public static CheckpointParameters Checkpoint(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        IntervalYears = keys.Number("interval_years"),
        Path = keys.TextOrNull("path"),
        Format = (CheckpointFormat)keys.Choice(typeof(CheckpointFormat), "format"),
        KeepLastN = keys.Integer("keep_last_n"),
    };

    public static ResumeParameters Resume(KeyValues keys) => new()
    {
        Enabled = keys.Boolean("enabled"),
        FromPath = keys.TextOrNull("from_path"),
    };
}
