using MarsDisk.Physics.Strength;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Results.Settings;

/// <summary>The strength law: as configured and as used.</summary>
internal static class StrengthSettings
{
    public static JsonMembers Of(RunPlan plan)
    {
        var (qstar, strength) = (plan.Parameters.Qstar, plan.Strength);
        var active = new JsonMembers();
        foreach (var entry in strength.Entries)
            active[PythonText.Of(entry.VelocityKms)] = Coefficients(entry);
        return new JsonMembers
        {
            ["config"] = Configured(qstar),
            ["coeff_units_used"] = qstar.CoeffUnits.Word(),
            ["coeff_units_source"] = "config",
            ["coeff_override"] = qstar.OverrideCoeffs,
            ["coeff_scale"] = qstar.CoeffScale,
            ["coeff_scale_applied"] = qstar is { OverrideCoeffs: true, CoeffTable: null },
            ["coeff_table_source"] = TableSource(qstar),
            ["coeff_table_active"] = active,
            ["reference_velocities_kms_active"] = strength.Entries.Select(entry => (object?)entry.VelocityKms).ToArray(),
            ["gravity_velocity_mu_used"] = strength.GravityMu,
            ["gravity_velocity_mu_source"] = strength.GravityMu.Equals(StrengthTable.GravityMuDefault) ? "default" : "config",
            ["gravity_velocity_exponent_used"] = 2 - (3 * strength.GravityMu),
            ["velocity_clamp_counts"] = null,    // they depend on table builds, which a resumed run repeats
        };
    }

    private static string TableSource(QstarParameters qstar)
    {
        if (!qstar.OverrideCoeffs)
            return "default";
        return qstar.CoeffTable is null ? "broadcast" : "config_table";
    }

    private static JsonMembers Coefficients(in StrengthEntry entry) => new()
    {
        ["Qs"] = entry.StrengthCoefficient,
        ["a_s"] = entry.StrengthExponent,
        ["B"] = entry.GravityCoefficient,
        ["b_g"] = entry.GravityExponent,
    };

    private static JsonMembers Configured(QstarParameters qstar)
    {
        JsonMembers? table = null;
        if (qstar.CoeffTable is { } rows)
        {
            table = [];
            foreach (var row in rows)
                table[PythonText.Of(row.VRefKms)] = new object?[] { row.Qs, row.AS, row.B, row.BG };
        }
        return new JsonMembers
        {
            ["Qs"] = qstar.Qs,
            ["a_s"] = qstar.AS,
            ["B"] = qstar.B,
            ["b_g"] = qstar.BG,
            ["v_ref_kms"] = qstar.VRefKms.Select(speed => (object?)speed).ToArray(),
            ["coeff_units"] = qstar.CoeffUnits.Word(),
            ["override_coeffs"] = qstar.OverrideCoeffs,
            ["coeff_scale"] = qstar.CoeffScale,
            ["coeff_table"] = table,
            ["mu_grav"] = qstar.MuGrav,
            ["cache_maxsize"] = qstar.CacheMaxsize,
        };
    }
}
