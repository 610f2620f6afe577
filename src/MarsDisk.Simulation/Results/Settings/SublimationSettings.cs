using MarsDisk.Physics.Numerics;
using MarsDisk.Physics.Radiation;
using MarsDisk.Physics.Sublimation;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Results.Settings;

/// <summary>The sublimation law: its settings, and the vapour pressure at the last temperature.</summary>
internal static class SublimationSettings
{
    public static JsonMembers Of(RunPlan plan, RunStatistics statistics)
    {
        var law = plan.Parameters.Sinks.SubParams;
        var document = new JsonMembers
        {
            ["mode"] = law.Mode.Word(),
            ["sublimation_formula"] = plan.Vapour is null ? "exponential" : "HKL",
            ["alpha_evap"] = law.AlphaEvap,
            ["mu"] = law.Mu,
            ["eta_instant"] = law.EtaInstant,
            ["P_gas"] = law.PGas,
            ["A_liq"] = law.ALiq,
            ["B_liq"] = law.BLiq,
            ["enable_liquid_branch"] = law.EnableLiquidBranch,
            ["allow_liquid_hkl"] = plan.Parameters.Phase.AllowLiquidHkl,
            ["psat_liquid_switch_K"] = law.PsatLiquidSwitchK,
            ["psat_model"] = law.PsatModel.Word(),
            ["psat_table_path"] = law.PsatTablePath,
            ["psat_table_buffer_K"] = law.PsatTableBufferK,
            ["psat_table_range_K"] = null,
            ["psat_table_monotonic"] = null,
            ["local_fit_window_K"] = law.LocalFitWindowK,
            ["min_points_local_fit"] = law.MinPointsLocalFit,
            ["valid_K_config"] = Range(law.ValidK),
            ["valid_liquid_K_config"] = Range(law.ValidLiquidK),
            ["runtime_radius_m"] = plan.Orbit.Radius,
            ["runtime_t_orb_s"] = plan.Orbit.Period,
        };
        AddPressure(document, plan, statistics, law);
        return document;
    }

    // A run without sublimation never asked for a grain temperature; the reference then states that of Mars.
    private static void AddPressure(JsonMembers document, RunPlan plan, RunStatistics statistics, SublimationParameters law)
    {
        var mars = statistics.TemperatureLast;
        var asked = plan.Switches.Sublimation ? mars * RadiationPressure.GrainTemperature(1, plan.Orbit.Radius) : mars;
        var (pressure, branch) = Evaluate(plan.Vapour, asked);
        var isLiquid = branch == VapourBranch.Liquid;
        var isTable = branch is VapourBranch.Tabulated or VapourBranch.LocalFit;
        var active = isLiquid ? law.ValidLiquidK : law.ValidK;
        document["T_req"] = asked;
        document["P_sat_Pa"] = pressure;
        document["log10P"] = pressure > 0 ? PortableMath.Log10(pressure) : double.NaN;
        document["log10P_tabulated"] = isTable && pressure > 0 ? PortableMath.Log10(pressure) : null;
        document["A"] = isLiquid ? law.ALiq : law.A;
        document["B"] = isLiquid ? law.BLiq : law.B;
        document["psat_branch"] = Word(branch);
        document["psat_model_resolved"] = isTable ? "tabulated" : "clausius";
        document["psat_selection_reason"] = law.PsatModel == VapourPressureModel.Auto
            ? "chosen by temperature and table"
            : $"psat_model='{law.PsatModel.Word()}'";
        document["valid_K_active"] = Range(active);
        document["valid_liquid_K_active"] = Range(active);
        AddValidity(document, asked, isLiquid ? null : law.ValidK);
    }

    private static (double Pressure, VapourBranch? Branch) Evaluate(VapourPressure? vapour, double temperature) =>
        vapour?.Evaluate(temperature) ?? (double.NaN, (VapourBranch?)null);

    private static void AddValidity(JsonMembers document, double temperature, ValueRange? range)
    {
        var status = range switch
        {
            null => null,
            { } valid when temperature < valid.Low => "below",
            { } valid when temperature > valid.High => "above",
            _ => "within",
        };
        var isOutside = status is "below" or "above";
        document["psat_validity_status"] = status;
        document["psat_validity_direction"] = isOutside ? status : null;
        document["psat_validity_delta_K"] = status switch
        {
            "below" => range!.Value.Low - temperature,
            "above" => temperature - range!.Value.High,
            _ => null,
        };
    }

    private static object?[]? Range(ValueRange? range) =>
        range is { } valid ? [valid.Low, valid.High] : null;

    private static string? Word(VapourBranch? branch) => branch switch
    {
        VapourBranch.Solid => "solid",
        VapourBranch.Liquid => "liquid",
        VapourBranch.Tabulated => "tabulated",
        VapourBranch.LocalFit => "local_fit",
        _ => null,
    };
}
