namespace MarsDisk.Configuration.Keys;

/// <summary>A key that is no longer read; its presence is an error that names the replacement.</summary>
internal sealed record RetiredKey(string Path, string Replacement)
{
    public static IReadOnlyList<RetiredKey> All { get; } =
    [
        new("geometry.r", "disk.geometry.r_in_RM and disk.geometry.r_out_RM"),
        new("geometry.runtime_orbital_radius_rm", "disk.geometry.r_in_RM and disk.geometry.r_out_RM"),
        new("temps", "radiation.TM_K or radiation.mars_temperature_driver.constant"),
        new("single_process_mode", "physics_mode"),
        new("modes.single_process", "physics_mode"),
        new("process.primary", "physics_mode"),
        new("phase.map", "phase.entrypoint"),
        new("radiation.qpr_table", "radiation.qpr_table_path"),
        new("shielding.phi_table", "shielding.table_path"),
        new("supply.mixing.mu", "supply.mixing.epsilon_mix"),
    ];
}

/// <summary>A deprecated name of a key that is still read.</summary>
/// <param name="Path">The old path.</param>
/// <param name="Target">The path that it stands for.</param>
/// <param name="Translate">Turns an old word into a new one; the word itself where nothing changed.</param>
internal sealed record RenamedKey(string Path, string Target, Func<string, string>? Translate = null)
{
    public static IReadOnlyList<RenamedKey> All { get; } =
    [
        new("inner_disk_mass.M_over_Mmars", "inner_disk_mass.M_in_ratio"),
        new("supply.reservoir.smooth_fraction", "supply.reservoir.taper_fraction"),
        new("supply.injection.deep_reservoir_tmix_orbits", "supply.transport.t_mix_orbits"),
        new("io.columnar_records", "io.record_storage_mode", flag => IsTrue(flag) ? "columnar" : "row"),
    ];

    private static bool IsTrue(string flag) => flag.ToUpperInvariant() is "TRUE" or "YES" or "ON" or "T" or "Y" or "1";
}

/// <summary>Keys of shipped files that never meant anything; they are passed over in silence.</summary>
internal static class SilentKeys
{
    public static bool Contains(string path) =>
        path == "psd.alpha_mode" || path[(path.LastIndexOf('.') + 1)..].StartsWith('_');
}
