using MarsDisk.Simulation.Parameters;
using static MarsDisk.Configuration.Keys.Bounds;
using static MarsDisk.Configuration.Keys.KeyStatus;
using static MarsDisk.Configuration.Keys.Types.KeyTypes;

namespace MarsDisk.Configuration.Keys.Sections;

/// <summary>Keys of numerics.</summary>
internal static class NumericsKeys
{
    public static IReadOnlyList<KeyDefinition> All { get; } =
    [
        new("numerics.profile", Choice(typeof(NumericsProfile)), "reference", "", Any, Essential,
            "Set of numerics: the reference's numbers, or all documented fixes"),
        new("numerics.time_advance", Choice(typeof(TimeAdvance)), new ByProfile("reference", "resolved"), "", Any, Used,
            "One capped collision step per dt, or the whole dt with sub-steps"),
        new("numerics.imex", Choice(typeof(ImexScheme)), new ByProfile("reference", "consistent"), "", Any, Used,
            "Whether gains and losses are computed from one state"),
        new("numerics.mass_budget", Choice(typeof(MassBudgetMode)), new ByProfile("reference", "with_supply"),
            "", Any, Used, "Whether the supply is part of the mass budget"),
        new("numerics.t_end_years", Number.OrNull, null, "yr", Above(0), Essential,
            "End time; gives way to t_end_orbits"),
        new("numerics.t_end_orbits", Number.OrNull, null, "orbit", Above(0), Essential,
            "End time in orbits; wins over t_end_years"),
        new("numerics.t_end_until_temperature_K", Number.OrNull, null, "K", Above(0), Used,
            "Temperature that ends the run if the driver reaches it"),
        new("numerics.t_end_temperature_margin_years", Number, 0.0, "yr", AtLeast(0), Used,
            "Time after that temperature"),
        new("numerics.t_end_temperature_search_years", Number.OrNull, null, "yr", Above(0), Rare,
            "How far that temperature is searched"),
        new("numerics.min_duration_years", Number.OrNull, null, "yr", Above(0), Rare,
            "Shortest simulated time; suppresses early stops other than the optical depth"),
        new("numerics.stop_on_blowout_below_smin", Flag, false, "", Any, Used,
            "Stops when the blow-out size falls below s_min"),
        new("numerics.mass_loss_rate_stop_Mmars_s", Number.OrNull, null, "M_Mars s^-1", AtLeast(0), Rare,
            "Stops when the loss rate falls below this"),
        new("numerics.dt_init", NumberOrAuto, 60000.0, "s", Above(0), Essential, "Length of a step"),
        new("numerics.safety", Number, 0.1, "", Above(0), Used,
            "Safety factor of a sub-step; read with time_advance resolved"),
        new("numerics.atol", Number, 1e-10, "", Above(0), Used,
            "Absolute tolerance; read with time_advance resolved"),
        new("numerics.rtol", Number, 1e-6, "", Above(0), Used, "Relative tolerance; read with time_advance resolved"),
        new("numerics.eval_per_step", Flag, true, "", Any, Used,
            "False without a temperature driver freezes the radiation parameters after the first step"),
        new("numerics.orbit_rollup", Flag, true, "", Any, Essential, "Writes orbit_rollup.csv"),
        new("numerics.dt_over_t_blow_max", Number.OrNull, null, "", Above(0), Used,
            "Ratio above which a long step is warned about"),
        new("numerics.dt_min_tcoll_ratio", Number.OrNull, 0.5, "", Above(0), OneDimensional,
            "Read by the one-dimensional driver only"),
        new("numerics.collision_cache.persist", Flag, false, "", Any, NoEffect,
            "Keeps the cache between runs; no effect"),
        new("numerics.collision_cache.size_scale", Number, 3.0, "", Above(0), NoEffect,
            "Size of the cache; no effect"),
        new("numerics.checkpoint.enabled", Flag, false, "", Any, Used,
            "Without streaming: stores the history in memory at intervals, so that a killed run goes on from there"),
        new("numerics.checkpoint.interval_years", Number, 1.0, "yr", Above(0), Used,
            "Simulated time between two of them"),
        new("numerics.checkpoint.path", FilePath.OrNull, null, "", Any, Used,
            "Directory of the reference; not read: they are in the run directory"),
        new("numerics.checkpoint.format", Choice(typeof(CheckpointFormat)), "pickle", "", Any, Rare,
            "Format of the reference; not read"),
        new("numerics.checkpoint.keep_last_n", Integer, 3L, "", AtLeast(0), Rare, "How many are kept while the run goes on; 0 keeps all"),
        new("numerics.resume.enabled", Flag, false, "", Any, NoEffect, "No effect: a run that is in the directory goes on anyway"),
        new("numerics.resume.from_path", FilePath.OrNull, null, "", Any, Rare,
            "Checkpoint of the reference; refused"),
    ];
}
