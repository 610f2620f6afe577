using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Tests;

/// <summary>The smallest configuration that can be run, and ways to load variations of it.</summary>
internal static class Configurations
{
    public const string Minimal = """
        geometry: {mode: 0D}
        disk: {geometry: {r_in_RM: 2.2, r_out_RM: 2.7}}
        material: {rho: 3270}
        sizes: {s_min: 1.0e-7, s_max: 3.0}
        initial: {mass_total: 1.0e-5}
        dynamics: {e0: 0.5, i0: 0.05, t_damp_orbits: 20}
        psd: {alpha: 1.83}
        qstar: {Qs: 3.5e7, a_s: 0.38, B: 0.3, b_g: 1.36, v_ref_kms: [1.5, 7.0]}
        radiation: {TM_K: 4000}
        supply: {const: {mu_orbit10pct: 1.0}, injection: {mode: initial_psd}}
        numerics: {dt_init: 2.0}
        io: {outdir: out}

        """;

    public static LoadResult Load(params string[] overrides) => LoadText(Minimal, overrides);

    public static LoadResult LoadText(string text, params string[] overrides) =>
        ConfigurationLoader.Load(text, "run.yml", overrides.Select(entry => new OverrideText(entry)));

    public static RunParameters Run(params string[] overrides)
    {
        var loaded = Load(overrides);
        Assert.True(loaded.IsValid, string.Join('\n', loaded.Findings));
        return loaded.Parameters!;
    }

    /// <summary>The findings of one code.</summary>
    public static IReadOnlyList<Finding> Of(this LoadResult loaded, string code) =>
        [.. loaded.Findings.Where(finding => finding.Code == code)];

    /// <summary>The only error; fails when there are none or several.</summary>
    public static Finding OnlyError(this LoadResult loaded) =>
        Assert.Single(loaded.Findings, finding => finding.Severity == Severity.Error);

    public static string DataFile(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name);

    public static LoadResult LoadFile(string name)
    {
        using var stream = File.OpenRead(DataFile(name));
        return ConfigurationLoader.Load(stream, name);
    }
}
